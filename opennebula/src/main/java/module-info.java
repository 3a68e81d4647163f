/** A client of OpenNebula's XML-RPC API: wire codec, template syntax, credentials, typed calls. */
module io.onemachine.opennebula {
    requires java.xml;
    requires static transitive org.jspecify;

    exports io.onemachine.opennebula;
    exports io.onemachine.opennebula.auth;
    exports io.onemachine.opennebula.error;
    exports io.onemachine.opennebula.http;
    exports io.onemachine.opennebula.resource;
    exports io.onemachine.opennebula.template;
    exports io.onemachine.opennebula.xmlrpc;
    exports io.onemachine.opennebula.xml;
}
