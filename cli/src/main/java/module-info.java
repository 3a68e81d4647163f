/** See the module's package documentation. */
module io.onemachine.cli {
    requires static org.jspecify;
}
