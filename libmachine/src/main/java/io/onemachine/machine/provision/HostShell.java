package io.onemachine.machine.provision;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.provision.HostLogin.RootAccess;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs scripts on a host. A script and its values are sent on standard input, so that no key is ever on a command line, which other
 * users of the host can see.
 */
final class HostShell {
    /** The purposes of scripts, for error messages. */
    static final String COPYING = "copy the certificates";

    private static final String CONFIGURING = "configure the Docker engine";
    private static final String STARTING = "start the Docker engine";

    static final String COPY_SCRIPT = "copy-certificates.sh";

    /** What that script prints at its end. */
    private static final String COPIED = "certificates";

    /** What scripts that configure an engine print before they change the running one. */
    private static final String TOUCHED = "starting";

    private static final String LOG_LINE = "log";

    private static final int LINES_SHOWN = 15;
    private static final Duration LOG = Duration.ofSeconds(20);

    /** The exit code of a failed {@code ssh} program, and of a channel closed without a code; our scripts use neither. */
    private static final Set<Integer> CONNECTION_CODES = Set.of(255, -1);

    /** The words of shells: {@code sh: 1: sudo: not found}, {@code bash: line 1: sudo: command not found}. */
    private static final Pattern SUDO_MISSING = Pattern.compile("sudo: .*not found");

    private static final Pattern DOAS_REFUSES = Pattern.compile("doas: .*(not permitted|required|failed)");

    private final SshClient ssh;
    private final RootAccess access;

    /** @param access how the user gets root's rights */
    HostShell(SshClient ssh, RootAccess access) {
        this.ssh = ssh;
        this.access = access;
    }

    /** Returns a script's text, from the resources beside this class. */
    static String script(String name) {
        try (InputStream stream = HostShell.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read script " + name, e);
        }
    }

    /** Returns the concatenated texts of several scripts without comment lines, which the host does not need. */
    static String scripts(List<String> names) {
        return names.stream()
                .flatMap(name -> script(name).lines())
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Runs scripts as root, one after the other in one shell.
     *
     * @param names the scripts' files
     * @param what their purpose, for an error message: {@code install Docker}
     * @param values variables for the scripts
     * @return their standard output
     * @throws ProvisioningException when one fails; quotes the last lines of its output
     */
    String runAsRoot(List<String> names, String what, Map<String, String> values, Duration timeout) {
        SshResult result = asRoot(names, values, timeout);
        if (result.succeeded()) {
            return result.output();
        }
        throw failure(what, result);
    }

    private SshResult asRoot(List<String> names, Map<String, String> values, Duration timeout) {
        return run(ssh, access.running("sh -s"), withValues(scripts(names), values), timeout);
    }

    private static ProvisioningException failure(String what, SshResult result) {
        if (result.output().isEmpty() && SUDO_MISSING.matcher(result.errors()).find()) {
            return new ProvisioningException(
                    "Cannot " + what + ": the SSH user is not root, and there is no sudo on the host",
                    "Install the host's package sudo (or doas), or log in as root.",
                    null);
        }
        if (result.errors().contains("must have a tty") && result.output().isEmpty()) {
            return new ProvisioningException(
                    "Cannot " + what + ": the host's sudo demands a terminal (requiretty), which scripts have none of",
                    "Put \"Defaults:USER !requiretty\" with the SSH user's name into a file of /etc/sudoers.d, or log in as root.",
                    null);
        }
        if (DOAS_REFUSES.matcher(result.errors()).find() && result.output().isEmpty()) {
            return new ProvisioningException(
                    "Cannot " + what + ": the SSH user may not use doas without a password: "
                            + result.errors().strip(),
                    "Put \"permit nopass USER\" with the user's name into /etc/doas.conf, or log in as root.",
                    null);
        }
        if (result.errors().contains("sudo:") && result.output().isEmpty()) {
            return new ProvisioningException(
                    "Cannot " + what + ": the SSH user may not use sudo without a password: "
                            + result.errors().strip(),
                    "Give the user the right in /etc/sudoers.d, or log in as root.",
                    null);
        }
        return new ProvisioningException("Cannot " + what + " on the host (exit code " + result.exitCode() + "):\n"
                + lastLines(result.output() + result.errors()));
    }

    /**
     * Runs scripts that configure the engine and start it, perhaps after copying its certificates.
     *
     * @return their standard output
     * @throws ProvisioningException when one fails; quotes the engine's last log lines where the engine does not start
     */
    String startEngine(List<String> names, Map<String, String> values, Duration timeout) {
        SshResult result = asRoot(names, values, timeout);
        if (result.succeeded()) {
            return result.output();
        }
        if (!names.contains(COPY_SCRIPT)) {
            throw withEngineLog(failure(STARTING, result), engineLog());
        }
        Set<String> said = HostFacts.values(result.output()).keySet();
        if (!said.contains(COPIED)) {
            throw failure(COPYING, result);
        }
        throw said.contains(TOUCHED)
                ? withEngineLog(failure(STARTING, result), lastLines(HostFacts.lines(result.output(), LOG_LINE)))
                : failure(CONFIGURING, result);
    }

    private static ProvisioningException withEngineLog(ProvisioningException failure, String log) {
        return new ProvisioningException(
                failure.getMessage() + (log.isEmpty() ? "" : "\nThe engine's own last lines:\n" + log),
                failure.hint().or(() -> EngineLogHints.of(log)).orElse(null),
                failure);
    }

    /** Returns the last lines of the engine's log; empty when it cannot be read. */
    String engineLog() {
        try {
            return lastLines(runAsRoot(List.of("engine-log.sh"), "read the engine's log", Map.of(), LOG));
        } catch (MachineException e) {
            return "";
        }
    }

    /**
     * Runs a script; when the connection breaks, once more over a new one, as a short network failure is not a reason to give up a
     * host. Every script can be run again from its beginning.
     */
    private static SshResult run(SshClient ssh, String command, String script, Duration timeout) {
        try {
            SshResult result = ssh.run(command, script, timeout);
            if (!CONNECTION_CODES.contains(result.exitCode())) {
                return result;
            }
        } catch (SshConnectionLostException e) {
            // A new connection works, or reports itself why not.
        }
        ssh.close();
        return ssh.run(command, script, timeout);
    }

    /** Returns the variables followed by the script; the shell reads all of it first, as a program may consume standard input. */
    static String withValues(String script, Map<String, String> values) {
        StringBuilder text = new StringBuilder("{\n");
        values.forEach((name, value) ->
                text.append(name).append('=').append(ShellQuoting.word(value)).append('\n'));
        return text.append(script).append("\nexit\n}\n").toString();
    }

    static String lastLines(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("onemachine."))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
