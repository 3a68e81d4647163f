package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A command that somebody runs on a host over SSH. */
final class StubCommand implements Command {

    private static final int LARGEST_INPUT = 4 << 20;

    private final StubHost host;
    private final String user;
    private final String commandLine;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Thread thread;

    StubCommand(StubHost host, String user, String commandLine) {
        this.host = host;
        this.user = user;
        this.commandLine = commandLine;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        thread = Thread.ofVirtual().name("ssh command").start(this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private StubShell.Result result(String input) {
        try {
            return new StubShell(host, user).run(commandLine, input);
        } catch (HypervisorException e) {
            return StubShell.Result.failure(1, e.getMessage() + "\n");
        }
    }

    private void run() {
        int code = 1;
        try {
            String input = StubShell.readsInput(commandLine)
                    ? new String(in.readNBytes(LARGEST_INPUT), StandardCharsets.UTF_8)
                    : "";
            StubShell.Result result = result(input);
            out.write(result.output().getBytes(StandardCharsets.UTF_8));
            out.flush();
            err.write(result.errors().getBytes(StandardCharsets.UTF_8));
            err.flush();
            code = result.exitCode();
        } catch (IOException e) {
            host.note("ssh: " + e.getMessage());
        } catch (RuntimeException e) {
            host.note("ssh: " + e);
        } finally {
            ExitCallback callback = exit;
            if (callback != null) {
                callback.onExit(code);
            }
        }
    }
}
