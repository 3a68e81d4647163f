package io.onemachine.machine.provision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do when an engine does not start, by what its log says. */
final class EngineLogHints {
    private static final Map<Pattern, String> HINTS = new LinkedHashMap<>();

    static {
        HINTS.put(
                Pattern.compile("xt_addrtype|addrtype", Pattern.CASE_INSENSITIVE),
                "The host's kernel lacks the module xt_addrtype. On Enterprise Linux 10 it is in the package"
                        + " kernel-modules-extra of the running kernel.");
        HINTS.put(
                Pattern.compile("userland-proxy-path"),
                "The engine does not find its program docker-proxy: the distribution's unit names it, and a file of yours"
                        + " in /etc/systemd/system/docker.service.d takes that away.");
        HINTS.put(
                Pattern.compile("specified both as a flag and in the configuration file"),
                "A setting is both in /etc/docker/daemon.json and among the arguments that the distribution starts the engine"
                        + " with (in /etc/sysconfig/docker, /etc/default/docker or /etc/conf.d/docker): take it out of one of them.");
        HINTS.put(
                Pattern.compile("no sockets found via socket activation"),
                "An option of the distribution's settings lets the engine listen on fd://, which is only there when systemd"
                        + " starts it by its socket: take it out.");
    }

    private EngineLogHints() {}

    /** Returns a hint; empty when the log says nothing known. */
    static Optional<String> of(String log) {
        return HINTS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(log).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
