package io.onemachine.driver.generic;

import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host that reboots on request; its time passes only while a caller waits for it. */
final class FakeHost implements SshClient, Sleeper {

    final List<String> commands = new ArrayList<>();
    Optional<SshTarget> opened = Optional.empty();
    String boot = "boot-1";
    int reboots;
    boolean open;

    /** The answer to a user who may not reboot it. */
    String refusal = "";

    boolean rebootLosesConnection;

    /** The number of answers from the old boot after the reboot command. */
    int answersOfTheOldBoot;

    /** The number of logins refused after that. */
    int refusedLogins;

    private boolean rebooting;
    private long now;

    SshClient at(SshTarget target) {
        opened = Optional.of(target);
        return this;
    }

    @Override
    public String connect(String script, Duration timeout) {
        open = true;
        return "";
    }

    @Override
    public SshResult run(String command, Duration timeout) {
        return run(command, "", timeout);
    }

    @Override
    public SshResult run(String command, String input, Duration timeout) {
        commands.add(input);
        if (input.contains("shutdown -r now")) {
            return reboot();
        }
        if (rebooting && answersOfTheOldBoot-- <= 0) {
            if (refusedLogins-- > 0) {
                throw new SshException("Connection refused");
            }
            rebooting = false;
            boot = "boot-2";
        }
        open = true;
        return new SshResult(0, boot, "");
    }

    private SshResult reboot() {
        if (!refusal.isEmpty()) {
            return new SshResult(1, "", refusal + "\n");
        }
        reboots++;
        rebooting = true;
        if (rebootLosesConnection) {
            throw new SshConnectionLostException("gone", null);
        }
        return new SshResult(0, "", "");
    }

    @Override
    public int attach(List<String> arguments) {
        throw new AssertionError("attached");
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public void sleep(Duration duration) {
        now += duration.toNanos();
    }

    @Override
    public long nanoTime() {
        return now;
    }
}
