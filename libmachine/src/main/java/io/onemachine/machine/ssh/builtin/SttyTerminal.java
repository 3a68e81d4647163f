package io.onemachine.machine.ssh.builtin;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The terminal of this process, controlled by a shell and {@code stty}: Java cannot do it.
 *
 * <p>The shell lives as long as the terminal is raw. The end of its input shows it that this process has closed the mode or has
 * died; it restores the terminal's settings in either case.
 */
public final class SttyTerminal implements UserTerminal {
    private static final String HOLD_RAW = """
            exec 3<&0
            saved=$(stty -g </dev/tty) || exit 1
            trap '' INT QUIT
            trap 'stty "$saved" </dev/tty' EXIT
            trap 'exit 0' TERM HUP
            trap 'stty size </dev/tty' WINCH
            stty raw -echo </dev/tty || exit 1
            stty size </dev/tty
            cat <&3 >/dev/null &
            while kill -0 $! 2>/dev/null; do wait $!; done
            """;

    private final CommandRunner commands;
    private final Map<String, String> environment;

    /** @param environment the environment with the terminal's type in {@code TERM} */
    public SttyTerminal(CommandRunner commands, Map<String, String> environment) {
        this.commands = commands;
        this.environment = environment;
    }

    @Override
    public boolean isPresent() {
        try {
            return commands.runAttached(List.of("test", "-t", "0"), Map.of()) == 0;
        } catch (LocalCommandException e) {
            return false; // not a Unix system
        }
    }

    @Override
    public String type() {
        return environment.getOrDefault("TERM", "");
    }

    @Override
    public RawMode raw(Consumer<Size> resized) {
        return new Shell(commands.start(List.of("sh", "-c", HOLD_RAW), Map.of(), ""), resized);
    }

    /** The shell, which prints rows and columns on each line. */
    private static final class Shell implements RawMode {
        private final RunningCommand process;
        private final Optional<Size> size;

        Shell(RunningCommand process, Consumer<Size> resized) {
            this.process = process;
            this.size = process.nextLine().flatMap(Shell::parse);
            if (size.isPresent()) {
                Thread.ofPlatform().daemon().name("terminal-size").start(() -> follow(resized));
            }
        }

        @Override
        public Optional<Size> size() {
            return size;
        }

        @Override
        public void close() {
            process.close();
        }

        private void follow(Consumer<Size> resized) {
            Optional<String> line = process.nextLine();
            while (line.isPresent()) {
                parse(line.get()).ifPresent(resized);
                line = process.nextLine();
            }
        }

        /** Parses a line; a terminal of unknown size prints {@code 0 0}. */
        private static Optional<Size> parse(String line) {
            String[] words = line.strip().split(" ", -1);
            if (words.length != 2 || !(words[0] + words[1]).matches("[0-9]{2,8}")) {
                return Optional.empty();
            }
            Size said = new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
            return said.columns() > 0 && said.rows() > 0 ? Optional.of(said) : Optional.empty();
        }
    }
}
