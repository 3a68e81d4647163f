package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A command that a client runs on a host over SSH. */
final class StubCommand implements Command {

    private static final int LARGEST_INPUT = 4 << 20;

    /** A command that keeps a connection open: it does something and then waits until its input ends. */
    private static final Pattern WAITS_FOR_INPUT =
            Pattern.compile("(?:(.*);)?\\s*(?:exec\\s+)?cat\\s*>\\s*/dev/null\\s*", Pattern.DOTALL);

    /** A login's first command may run a shell for a script at the beginning of the input. */
    private static final Pattern SHELL_FIRST = Pattern.compile("\\s*(sh\\s+-s)\\s*;(.*)", Pattern.DOTALL);

    /** The end of such a script, at which its shell stops although more input may follow. */
    private static final String SCRIPT_END = "\nexit\n}\n";

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

    private void run() {
        int code = 1;
        try {
            Matcher waiting = WAITS_FOR_INPUT.matcher(commandLine);
            if (waiting.matches()) {
                String before = waiting.group(1);
                code = before == null ? 0 : answerAtLogin(before);
                in.transferTo(OutputStream.nullOutputStream());
            } else if (SHELL_FIRST.matcher(commandLine).matches()) {
                code = answerAtLogin(commandLine);
            } else {
                boolean reads = StubShell.readsInput(commandLine);
                code = answer(
                        commandLine, reads ? new String(in.readNBytes(LARGEST_INPUT), StandardCharsets.UTF_8) : "");
            }
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

    private int answerAtLogin(String commands) throws IOException {
        Matcher shell = SHELL_FIRST.matcher(commands);
        if (!shell.matches()) {
            return answer(commands, "");
        }
        answer(shell.group(1), script());
        return answer(shell.group(2), "");
    }

    private String script() throws IOException {
        StringBuilder script = new StringBuilder();
        while (script.length() < LARGEST_INPUT && !endsScript(script)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            script.append((char) next);
        }
        return new String(script.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean endsScript(StringBuilder script) {
        int start = script.length() - SCRIPT_END.length();
        return start >= 0 && script.indexOf(SCRIPT_END, start) == start;
    }

    /** Runs a command, sends its output and returns its exit code. */
    private int answer(String command, String input) throws IOException {
        StubShell.Result result;
        try {
            result = new StubShell(host, user).run(command, input);
        } catch (HypervisorException e) {
            result = StubShell.Result.failure(1, e.getMessage() + "\n");
        }
        out.write(result.output().getBytes(StandardCharsets.UTF_8));
        out.flush();
        err.write(result.errors().getBytes(StandardCharsets.UTF_8));
        err.flush();
        return result.exitCode();
    }
}
