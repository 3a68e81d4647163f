package io.onemachine.driver.opennebula.access;

import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.ServerTrust;

/** How to get at a front end: over the network, as {@code UrlConnectionTransport} does it; a test answers itself. */
@FunctionalInterface
public interface TransportFactory {

    /** A transport with these limits, and this trust in the servers of https endpoints. */
    HttpTransport of(HttpLimits limits, ServerTrust trust);
}
