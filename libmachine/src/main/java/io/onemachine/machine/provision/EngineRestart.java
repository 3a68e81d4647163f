package io.onemachine.machine.provision;

import io.onemachine.machine.reference.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The effect of an engine's configuration and restart.
 *
 * @param stopped the number of containers it stopped; those with a restart policy may run again by now
 * @param reason why they could not be kept running; empty when none was stopped or the reason is unknown
 * @param starter the file on the host that overrides how the engine is started; usually empty
 * @param firewall what was done with the host's firewall
 * @param storage the storage driver when the engine has chosen one that is only good enough to try; usually empty
 */
public record EngineRestart(int stopped, String reason, String starter, FirewallPorts firewall, String storage) {
    /** No restart. */
    static final EngineRestart NONE = new EngineRestart(0, "", "", FirewallPorts.NONE, "");

    /** Parses the output of the scripts that configure an engine. */
    static EngineRestart parse(String output) {
        Map<String, String> values = HostFacts.values(output);
        String count = values.getOrDefault("stopped-containers", "");
        return new EngineRestart(
                count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0,
                values.getOrDefault("not-kept", ""),
                values.getOrDefault("starter", ""),
                FirewallPorts.of(values),
                values.getOrDefault("storage", ""));
    }

    /** Returns what was done beside the restart, for the user; usually nothing. */
    public List<String> notes() {
        return firewall.note().stream().toList();
    }

    /** Returns warnings for the user; none when nothing went wrong. */
    public List<String> warnings() {
        return Stream.of(ofStarter(), ofContainers(), firewall.warning(), ofStorage())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> ofStorage() {
        return storage.isEmpty()
                ? Optional.empty()
                : Optional.of("The engine uses the storage driver " + storage
                        + ", which is slow and copies every layer whole: the file system of /var/lib/docker on the host is"
                        + " fit for no better one (xfs needs ftype=1).");
    }

    private Optional<String> ofStarter() {
        return starter.isEmpty()
                ? Optional.empty()
                : Optional.of("The engine is started as " + starter
                        + " on the host says, whose ExecStart counts after that of 10-machine.conf: the options of"
                        + " " + Reference.option("engine-opt") + ", " + Reference.option("engine-label")
                        + " and the like have no effect.");
    }

    private Optional<String> ofContainers() {
        if (stopped == 0) {
            return Optional.empty();
        }
        String what = stopped == 1 ? "1 running container" : stopped + " running containers";
        return Optional.of("The engine's restart has stopped " + what + (reason.isEmpty() ? "" : ": " + reason)
                + ". Those with a restart policy start again by themselves, \"docker start\" starts the others.");
    }

    /**
     * What became of the engine's ports in a host's firewall.
     *
     * @param firewall the name of the firewall; empty when the host has none
     * @param opened the ports that were opened: {@code 2376/tcp}
     * @param closed the ports that stay closed
     */
    record FirewallPorts(String firewall, List<String> opened, List<String> closed) {
        /** No firewall. */
        static final FirewallPorts NONE = new FirewallPorts("", List.of(), List.of());

        FirewallPorts {
            opened = List.copyOf(opened);
            closed = List.copyOf(closed);
        }

        /** Returns what {@code firewall.sh} reports, of the values that a script printed. */
        static FirewallPorts of(Map<String, String> values) {
            return new FirewallPorts(
                    values.getOrDefault("firewall", ""),
                    HostFacts.words(values.getOrDefault("opened-ports", "")),
                    HostFacts.words(values.getOrDefault("closed-ports", "")));
        }

        /** Returns a sentence on what was opened. */
        Optional<String> note() {
            return opened.isEmpty()
                    ? Optional.empty()
                    : Optional.of("The host's firewall (" + firewall + ") now lets " + String.join(", ", opened)
                            + " through, also after a restart.");
        }

        /** Returns a warning of what is closed. */
        Optional<String> warning() {
            return closed.isEmpty()
                    ? Optional.empty()
                    : Optional.of("The host's firewall (" + firewall + ") does not let " + String.join(", ", closed)
                            + " through, and " + Reference.option("engine-open-firewall") + " leaves it as it is.");
        }
    }
}
