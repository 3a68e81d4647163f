package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Changes the size of a machine's host: while it runs where the cloud can, else while it is off. */
public final class HostResize {
    static final String COMMAND = "resize";

    private final MachineContext machine;
    private final StepReporter stepReporter;

    public HostResize(MachineContext machine) {
        this.machine = machine;
        this.stepReporter = machine.steps();
    }

    /**
     * Changes the size.
     *
     * @param wanted the new values
     * @param mayRestart whether a running host may be stopped and started for it
     * @return the size afterwards
     */
    public HostSize run(HostSize wanted, boolean mayRestart) {
        HostCare care = machine.care(COMMAND);
        HostSize before = care.size();
        HostSize change = wanted.differencesFrom(before);
        if (change.isEmpty()) {
            stepReporter.note("Machine \"" + machine.name() + "\" has that size already.");
            return before;
        }
        requireLargerDisk(before.disk(), change.disk());
        boolean restarted =
                stepReporter.get("Resizing \"" + machine.name() + "\"...", () -> resize(care, change, mayRestart));
        machine.save();
        HostSize after = machine.care(COMMAND).size();
        changes(before, after).forEach(stepReporter::note);
        if (change.disk().isPresent() && !restarted && machine.state() == MachineState.RUNNING) {
            if (mayRestart) {
                new PowerOperations(machine).restart();
            } else {
                stepReporter.note("The file system of \"" + machine.name()
                        + "\" gets the new space at the host's next start; with \""
                        + Reference.command("restart").with(machine.name())
                        + "\" that is now.");
            }
        }
        return after;
    }

    private void requireLargerDisk(OptionalLong before, OptionalLong wanted) {
        if (wanted.isPresent() && before.isPresent() && wanted.getAsLong() < before.getAsLong()) {
            throw new DriverException(
                    "The disk of machine \"" + machine.name() + "\" has " + before.getAsLong()
                            + " MB and cannot be made smaller: " + wanted.getAsLong() + " MB",
                    "Create a machine with a smaller disk instead.",
                    null);
        }
    }

    /** Returns whether the host was restarted. */
    private boolean resize(HostCare care, HostSize change, boolean mayRestart) {
        try {
            care.resize(change);
            return false;
        } catch (RestartRequiredException e) {
            if (!mayRestart) {
                throw e;
            }
            stepReporter.note(e.getMessage());
        }
        PowerOperations power = new PowerOperations(machine);
        power.stop();
        MachineException failure = null;
        try {
            HostCare stopped = machine.care(COMMAND);
            HostSize left = change.differencesFrom(stopped.size());
            if (!left.isEmpty()) {
                stopped.resize(left);
            }
        } catch (MachineException e) {
            failure = e;
        }
        try {
            power.start();
        } catch (MachineException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
            stepReporter.warn(
                    "Machine \"" + machine.name() + "\" was stopped and could not be started again: " + e.getMessage());
        }
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    private static List<String> changes(HostSize before, HostSize after) {
        List<String> lines = new ArrayList<>();
        add(lines, "CPU", text(before.cpu()), text(after.cpu()));
        add(lines, "virtual CPUs", text(before.vcpus()), text(after.vcpus()));
        add(lines, "memory", megabytes(before.memory()), megabytes(after.memory()));
        add(lines, "disk", megabytes(before.disk()), megabytes(after.disk()));
        return lines;
    }

    private static void add(List<String> lines, String what, String before, String after) {
        if (!before.equals(after)) {
            lines.add(what + ": " + before + " → " + after);
        }
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? HostSize.text(value.getAsDouble()) : "unknown";
    }

    private static String text(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "unknown";
    }

    private static String megabytes(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() + " MB" : "unknown";
    }
}
