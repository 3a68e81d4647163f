/** See the module's package documentation. */
module io.onemachine.opennebula {
    requires static org.jspecify;
}
