package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import java.util.List;
import java.util.Map;

/**
 * The result of a Docker upgrade.
 *
 * @param before the engine's version before, such as {@code 26.1.5}
 * @param after its version now; the same when there was nothing newer
 * @param changed whether anything was installed: a newer package may hold the same engine version
 * @param complete whether all of the host's package sources answered
 * @param runningContainers the names of the containers that ran before
 */
public record EngineUpgrade(
        String before, String after, boolean changed, boolean complete, List<String> runningContainers) {
    public EngineUpgrade {
        runningContainers = List.copyOf(runningContainers);
    }

    /** Parses the output of {@code upgrade-docker.sh}. */
    static EngineUpgrade parse(String output) {
        Map<String, String> values = HostFacts.values(output);
        if (values.getOrDefault("after", "").isEmpty()) {
            throw new ProvisioningException("The host did not say which version of Docker it has now");
        }
        return new EngineUpgrade(
                values.getOrDefault("before", ""),
                values.getOrDefault("after", ""),
                values.containsKey("changed"),
                !values.containsKey("incomplete"),
                HostFacts.words(values.getOrDefault("running", "")));
    }

    /** Returns a sentence for the user. */
    public String description() {
        String what;
        if (!before.equals(after)) {
            what = "Docker was upgraded from " + before + " to " + after + ".";
        } else if (changed) {
            what = "Docker's packages were upgraded; the engine's version still is " + after + ".";
        } else {
            what = "Docker " + after + " is the newest version that the host's packages offer.";
        }
        return complete ? what : what + " Not all of the host's package sources could be asked.";
    }
}
