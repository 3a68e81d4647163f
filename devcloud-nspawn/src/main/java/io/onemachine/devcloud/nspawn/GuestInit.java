package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds process 1 of a guest, and sends it the signals that it understands. */
final class GuestInit {

    /** What can be asked of it. */
    enum Request {
        POWER_OFF,
        REBOOT
    }

    /** The programs that are process 1 of a guest. */
    enum Program {
        /** Real-time signals are counted from 34, the first one glibc leaves to programs. */
        SYSTEMD("--boot", 34 + 4, 34 + 5),

        /** {@code SIGUSR2} and {@code SIGTERM}. systemd-nspawn takes it for no init of its own accord. */
        BUSYBOX("/sbin/init", 12, 15);

        private final String start;
        private final int powerOff;
        private final int reboot;

        Program(String start, int powerOff, int reboot) {
            this.start = start;
            this.powerOff = powerOff;
            this.reboot = reboot;
        }

        /** Returns the argument of systemd-nspawn that starts it: an option, or the path of a program, which comes last. */
        String start() {
            return start;
        }

        int signal(Request request) {
            return switch (request) {
                case POWER_OFF -> powerOff;
                case REBOOT -> reboot;
            };
        }
    }

    private final CommandRunner runner;
    private final Program program;

    GuestInit(CommandRunner runner, Program program) {
        this.runner = runner;
        this.program = program;
    }

    /** Returns the init process below a systemd-nspawn process, once there is one. */
    Optional<ProcessHandle> find(Process nspawn) {
        return nspawn.toHandle()
                .children()
                .filter(child -> isInit(status(child.pid())))
                .findFirst();
    }

    /** Sends a request and returns whether there was a process to send it to. */
    boolean send(Process nspawn, Request request) throws InterruptedException {
        Optional<ProcessHandle> init = find(nspawn);
        if (init.isEmpty()) {
            return false;
        }
        String pid = Long.toString(init.get().pid());
        return runner.run(Command.of("sh", "-c", "kill -" + program.signal(request) + " \"$1\"", "kill", pid))
                .succeeded();
    }

    /** Returns whether a {@code /proc/PID/status} belongs to process 1 of a child namespace. */
    static boolean isInit(String status) {
        return status.lines()
                .filter(line -> line.startsWith("NSpid:"))
                .map(line -> line.substring("NSpid:".length()).strip().split("\\s+", -1))
                .anyMatch(pids -> pids.length > 1 && pids[pids.length - 1].equals("1"));
    }

    private static String status(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        } catch (IOException e) {
            return ""; // It has ended meanwhile.
        }
    }
}
