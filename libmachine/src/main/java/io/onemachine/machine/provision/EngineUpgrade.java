package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import java.util.List;
import java.util.Map;

/**
 * What an upgrade of Docker did.
 *
 * @param before the engine's version before, such as {@code 26.1.5}
 * @param after its version now, the same when there was nothing newer
 * @param changed whether anything was installed: a package may be newer and its engine's version the same
 * @param complete whether the host could ask all its sources for newer versions
 * @param runningContainers the names of the containers that ran before
 */
public record EngineUpgrade(
        String before, String after, boolean changed, boolean complete, List<String> runningContainers) {
    public EngineUpgrade {
        runningContainers = List.copyOf(runningContainers);
    }

    /** Reads what {@code upgrade-docker.sh} printed. */
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

    /** One sentence for people. */
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
