package io.onemachine.opennebula.http;

import io.onemachine.opennebula.error.TransportException;
import java.net.URI;

/** Sends a request body and returns the answer's. */
@FunctionalInterface
public interface HttpTransport {

    /**
     * Sends one POST. Blocks; ends early when the thread is interrupted.
     *
     * @return the body of an answer with status 200
     * @throws TransportException when there is no such answer
     */
    byte[] post(URI endpoint, byte[] body);
}
