package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds process 1 of a guest, and sends it the signals that systemd understands. */
final class GuestInit {

    /** Real-time signals counted from 34, the first one glibc leaves to programs. */
    enum Request {
        POWER_OFF(34 + 4),
        REBOOT(34 + 5);

        private final int signal;

        Request(int signal) {
            this.signal = signal;
        }
    }

    private final CommandRunner runner;

    GuestInit(CommandRunner runner) {
        this.runner = runner;
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
        return runner.run(Command.of("sh", "-c", "kill -" + request.signal + " \"$1\"", "kill", pid))
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
