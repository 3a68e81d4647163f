/** See the module's package documentation. */
module io.onemachine.machine {
    requires static org.jspecify;
}
