package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs scripts on a host. A script and its values travel on standard input, so no key is ever on a command line that
 * others on the host can see.
 */
final class HostShell {
    private static final int LINES_SHOWN = 15;

    /** Of the {@code ssh} program that failed, and of a channel that closed without a code; no script of ours ends so. */
    private static final Set<Integer> CONNECTION_CODES = Set.of(255, -1);

    private final SshClient ssh;
    private final boolean root;

    /** @param root whether the user is root, else sudo makes it so */
    HostShell(SshClient ssh, boolean root) {
        this.ssh = ssh;
        this.root = root;
    }

    /** A script's text, from the files beside this class. */
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

    /** Finds out about a host. */
    static HostFacts detect(SshClient ssh, Duration timeout) {
        SshResult result = run(ssh, "sh -s", script("detect.sh"), timeout);
        return HostFacts.parse(result.output());
    }

    /**
     * Runs a script as root.
     *
     * @param what what it does, for the message of a failure: {@code install Docker}
     * @param values variables for the script
     * @return what it wrote on standard output
     * @throws ProvisioningException when it fails, with the last lines it wrote
     */
    String runAsRoot(String name, String what, Map<String, String> values, Duration timeout) {
        SshResult result = run(ssh, root ? "sh -s" : "sudo -n -- sh -s", withValues(script(name), values), timeout);
        if (result.succeeded()) {
            return result.output();
        }
        if (result.errors().contains("sudo:") && result.output().isEmpty()) {
            throw new ProvisioningException(
                    "Cannot " + what + ": the SSH user may not use sudo without a password: "
                            + result.errors().strip(),
                    "Give the user the right in /etc/sudoers.d, or log in as root.",
                    null);
        }
        throw new ProvisioningException("Cannot " + what + " on the host (exit code " + result.exitCode() + "):\n"
                + lastLines(result.output() + result.errors()));
    }

    /**
     * Runs a script, over a new connection once more when the one there was broke on the way: a hiccup of the network is no
     * reason to give up a host. Every script can be run again from its beginning.
     */
    private static SshResult run(SshClient ssh, String command, String script, Duration timeout) {
        try {
            SshResult result = ssh.run(command, script, timeout);
            if (!CONNECTION_CODES.contains(result.exitCode())) {
                return result;
            }
        } catch (SshConnectionLostException e) {
            // A new connection either works or says itself why not.
        }
        ssh.close();
        return ssh.run(command, script, timeout);
    }

    /** The variables before the script; read as a whole before anything runs, as a program may eat standard input. */
    static String withValues(String script, Map<String, String> values) {
        StringBuilder text = new StringBuilder("{\n");
        values.forEach((name, value) ->
                text.append(name).append('=').append(quoted(value)).append('\n'));
        return text.append(script).append("\nexit\n}\n").toString();
    }

    static String lastLines(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("onemachine."))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
