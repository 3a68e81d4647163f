package io.onemachine.cli.command.client;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.machine.Machine;
import io.onemachine.machine.MachineEntry;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.listing.LoginListing;
import io.onemachine.machine.listing.MachineLogin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machines of a command that prints their logins, and its notes on standard error. */
final class StoredLogins implements AutoCloseable {
    private final Invocation invocation;
    private final List<Machine> loaded = new ArrayList<>();

    StoredLogins(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Loads all machines of the store; says on standard error which one cannot be used. */
    void loadAll(Machines machines) {
        for (MachineEntry entry : machines.list()) {
            try {
                loaded.add(entry.machine());
            } catch (MachineException e) {
                note(entry.name(), e.getMessage());
            }
        }
    }

    /** Loads one machine. */
    void load(Machines machines, String name) {
        loaded.add(machines.load(name));
    }

    List<Machine> machines() {
        return loaded;
    }

    List<MachineLogin> logins() {
        return LoginListing.of(loaded);
    }

    /** Prints what the user should know although the command continues, on standard error. */
    void note(@Nullable String machine, String text) {
        CommandFailure note = new CommandFailure(text).returning(ExitCode.SUCCESS);
        ErrorText.lines(note, invocation.programContext(), machine)
                .forEach(line -> invocation.console().err().print(line + "\n"));
    }

    @Override
    public void close() {
        loaded.forEach(Machine::close);
    }
}
