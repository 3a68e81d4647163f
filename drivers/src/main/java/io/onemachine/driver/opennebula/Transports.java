package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.ServerTrust;
import io.onemachine.opennebula.http.UrlConnectionTransport;
import java.time.Duration;

/** How to get at a front end; a test answers itself. */
@FunctionalInterface
interface Transports {

    /** Over the network. */
    Transports NETWORK = (timeout, trust) -> new UrlConnectionTransport(
            timeout.isZero() ? HttpLimits.DEFAULT : HttpLimits.DEFAULT.within(timeout), trust);

    /**
     * A transport.
     *
     * @param timeout how long a call may take; zero for the usual time
     * @param trust which servers to trust at an https endpoint
     */
    HttpTransport of(Duration timeout, ServerTrust trust);
}
