package io.onemachine.driver.opennebula.access;

import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.ServerTrust;

/** Creates transports to a front end: {@code UrlConnectionTransport} over the network, or a fake in a test. */
@FunctionalInterface
public interface TransportFactory {

    /** Returns a transport with these limits and this trust in the servers of https endpoints. */
    HttpTransport of(HttpLimits limits, ServerTrust trust);
}
