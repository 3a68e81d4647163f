/** See the module's package documentation. */
module io.onemachine.driver {
    requires static org.jspecify;
}
