package io.onemachine.driver.generic;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshProbe;
import io.onemachine.machine.ssh.SshResult;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.time.Polling;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reboots a host over SSH and waits for a new boot; an answer alone proves nothing, as the old boot still answers at first. */
final class Reboot {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOGIN = Duration.ofSeconds(20);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(10);

    /** The exit codes of a successful reboot command; the connection may close before its exit code arrives. */
    private static final Set<Integer> ACCEPTED_EXIT_CODES = Set.of(0, 255, -1);

    private static final String REBOOT = """
            PATH=$PATH:/usr/sbin:/sbin
            run=
            [ "$(id -u)" = 0 ] || run='sudo -n'
            $run shutdown -r now
            """;

    /**
     * Identifies the boot: the kernel's boot id and the start time of process 1, because a container's reboot keeps the boot id.
     */
    private static final String BOOT_ID_SCRIPT = """
            cat /proc/sys/kernel/random/boot_id
            sed 's/.*) //' /proc/1/stat 2>/dev/null | cut -d' ' -f20
            """;

    private final DriverContext context;

    Reboot(DriverContext context) {
        this.context = context;
    }

    void run(SshTarget target) {
        try (SshClient ssh = context.ssh().open(target)) {
            ssh.connect(LOGIN);
            String before = boot(ssh);
            ask(ssh);
            Polling polling = new Polling(context.sleeper(), Duration.ofMillis(200), Duration.ofSeconds(1), LIMIT);
            if (polling.until("waiting for " + context.machine() + " to reboot", () -> newBoot(ssh, target, before))
                    .isEmpty()) {
                throw new DriverException("The host of machine \"" + context.machine() + "\" did not come back within "
                        + LIMIT.toSeconds() + " s after the reboot command");
            }
        }
    }

    private void ask(SshClient ssh) {
        try {
            SshResult result = ssh.run("sh -s", REBOOT, QUERY_LIMIT);
            if (!ACCEPTED_EXIT_CODES.contains(result.exitCode())) {
                throw new DriverException(
                        "The host of machine \"" + context.machine() + "\" does not reboot: "
                                + result.errors().strip(),
                        "The SSH user must be root or be allowed to use sudo without a password.",
                        null);
            }
        } catch (SshConnectionLostException e) {
            context.detail("The connection closed during the reboot: " + e.getMessage());
        }
    }

    private Optional<String> newBoot(SshClient ssh, SshTarget target, String before) {
        if (!SshProbe.isListening(target.host(), target.port(), QUERY_LIMIT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(boot(ssh)).filter(boot -> !boot.isBlank() && !boot.equals(before));
        } catch (SshUnavailableException e) {
            if (e.reason() == SshUnavailableException.Reason.HOST_KEY_CHANGED) {
                throw e;
            }
            ssh.close();
            return Optional.empty();
        } catch (SshException e) {
            ssh.close();
            return Optional.empty();
        }
    }

    private static String boot(SshClient ssh) {
        SshResult result = ssh.run("sh -s", BOOT_ID_SCRIPT, QUERY_LIMIT);
        return result.succeeded() ? result.output() : "";
    }
}
