package io.onemachine.machine.provision;

import java.util.Map;
import java.util.Optional;

/**
 * What starting an engine anew did to the containers that ran.
 *
 * @param stopped how many of them it stopped; those with a restart policy may run again by now
 * @param reason why they could not be kept; empty when none was stopped or nobody knows
 */
public record EngineRestart(int stopped, String reason) {

    /** Reads what the scripts that configure an engine printed. */
    static EngineRestart parse(String output) {
        Map<String, String> values = HostFacts.values(output);
        String count = values.getOrDefault("stopped-containers", "");
        return new EngineRestart(
                count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0, values.getOrDefault("not-kept", ""));
    }

    /** What people should know; empty when no container was stopped. */
    public Optional<String> warning() {
        if (stopped == 0) {
            return Optional.empty();
        }
        String what = stopped == 1 ? "1 running container" : stopped + " running containers";
        return Optional.of("The engine's restart has stopped " + what + (reason.isEmpty() ? "" : ": " + reason)
                + ". Those with a restart policy start again by themselves, \"docker start\" starts the others.");
    }
}
