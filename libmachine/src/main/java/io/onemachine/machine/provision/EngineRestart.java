package io.onemachine.machine.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What starting an engine anew did to the containers that ran.
 *
 * @param stopped how many of them it stopped; those with a restart policy may run again by now
 * @param reason why they could not be kept; empty when none was stopped or nobody knows
 * @param starter the file on the host that says how the engine is started, when it is not ours; empty as a rule
 */
public record EngineRestart(int stopped, String reason, String starter) {
    /** None at all. */
    static final EngineRestart NONE = new EngineRestart(0, "", "");

    /** Reads what the scripts that configure an engine printed. */
    static EngineRestart parse(String output) {
        Map<String, String> values = HostFacts.values(output);
        String count = values.getOrDefault("stopped-containers", "");
        return new EngineRestart(
                count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0,
                values.getOrDefault("not-kept", ""),
                values.getOrDefault("starter", ""));
    }

    /** What people should know; nothing when all went as it should. */
    public List<String> warnings() {
        return Stream.of(ofStarter(), ofContainers()).flatMap(Optional::stream).toList();
    }

    private Optional<String> ofStarter() {
        return starter.isEmpty()
                ? Optional.empty()
                : Optional.of("The engine is started as " + starter
                        + " on the host says, whose ExecStart counts after that of 10-machine.conf: the options of"
                        + " --engine-opt, --engine-label and the like have no effect.");
    }

    private Optional<String> ofContainers() {
        if (stopped == 0) {
            return Optional.empty();
        }
        String what = stopped == 1 ? "1 running container" : stopped + " running containers";
        return Optional.of("The engine's restart has stopped " + what + (reason.isEmpty() ? "" : ": " + reason)
                + ". Those with a restart policy start again by themselves, \"docker start\" starts the others.");
    }
}
