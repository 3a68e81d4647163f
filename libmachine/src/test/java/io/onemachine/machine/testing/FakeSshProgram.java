package io.onemachine.machine.testing;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import io.onemachine.machine.ssh.hostkey.HostKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Stands in for the {@code ssh} program: logs in at once and answers scripts by what they contain. */
public final class FakeSshProgram implements CommandRunner {
    /** Answers a script; by default every script succeeds and the host is a Debian with Docker. */
    public Function<String, CommandResult> host = script ->
            script.contains("onemachine.%s=%s") ? new CommandResult(0, """
                    onemachine.os-id=debian
                    onemachine.user=docker
                    onemachine.uid=1000
                    onemachine.docker=/usr/bin/docker
                    onemachine.dockerd=/usr/sbin/dockerd
                    onemachine.systemd=yes
                    """, "") : new CommandResult(0, "", "");

    /** The key that the host shows at the first login. */
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV";

    /** The same as a key. */
    public static HostKey hostKey() {
        String[] words = HOST_KEY.split(" ", 2);
        return new HostKey(words[0], words[1]);
    }

    private final List<List<String>> started = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private int open;

    @Override
    public CommandResult run(Command command) {
        if (command.argv().contains("-G")) {
            return new CommandResult(0, "", ""); // its configuration is valid
        }
        scripts.add(command.input());
        return host.apply(command.input());
    }

    @Override
    public int runAttached(List<String> argv, Map<String, String> environment) {
        started.add(argv);
        return 0;
    }

    @Override
    public RunningCommand start(List<String> argv, Map<String, String> environment, String input) {
        started.add(argv);
        if (argv.contains("StrictHostKeyChecking=accept-new")) {
            writeHostKey(argv);
        }
        open++;
        return new RunningCommand() {
            @Override
            public Optional<List<String>> linesBefore(String line, Duration timeout) {
                return Optional.of(
                        input.isEmpty()
                                ? List.of()
                                : host.apply(input).output().lines().toList());
            }

            @Override
            public Optional<String> nextLine() {
                return Optional.empty();
            }

            @Override
            public boolean isRunning() {
                return true;
            }

            @Override
            public String errors() {
                return "";
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    private static void writeHostKey(List<String> argv) {
        String option = "UserKnownHostsFile=\"";
        String file = argv.stream()
                .filter(word -> word.startsWith(option))
                .findFirst()
                .orElseThrow()
                .substring(option.length())
                .replace("\"", "");
        try {
            Files.writeString(Path.of(file), "127.0.0.1 " + HOST_KEY + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The argument lists of started programs, without those that only ran one script. */
    public List<List<String>> started() {
        return List.copyOf(started);
    }

    public List<String> scripts() {
        return List.copyOf(scripts);
    }

    /** The number of open connections. */
    public int open() {
        return open;
    }
}
