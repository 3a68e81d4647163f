package io.onemachine.machine.engine;

/**
 * What an engine answered to a request that it did not refuse. Its text form leaves the body out, which may hold secrets.
 *
 * @param status from 200 to 399
 * @param body at most 4 MiB, in UTF-8 on the wire; empty when there is none
 */
public record EngineAnswer(int status, String body) {
    @Override
    public String toString() {
        return "HTTP status " + status;
    }
}
