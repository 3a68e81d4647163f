/** A client of OpenNebula's XML-RPC API: wire codec, template syntax, credentials, typed calls. */
module io.onemachine.opennebula {
    requires java.xml;
    requires static org.jspecify;

    exports io.onemachine.opennebula.template;
    exports io.onemachine.opennebula.wire;
    exports io.onemachine.opennebula.xml;
}
