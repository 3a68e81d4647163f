package io.onemachine.cli.command.client;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.listing.MachineLogin;

/** {@code docker-machine ssh-config}. */
public final class SshConfig implements Command {
    @Override
    public String description() {
        return """
                Prints a Host block of ssh's configuration for each machine, with its address, user, key and pinned host
                key. In a file that ~/.ssh/config includes, they let ssh, scp, rsync, VS Code and ssh:// engines of docker
                log in by the machine's name. A machine that is off has its last address; one without an address or without
                a host is left out, with a note on standard error.

                Arguments: names of machines; without one all machines of the store.""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        boolean named = !invocation.arguments().isEmpty();
        try (StoredLogins logins = new StoredLogins(invocation)) {
            if (named) {
                invocation.arguments().stream().distinct().forEach(name -> logins.load(machines, name));
            } else {
                logins.loadAll(machines);
            }
            StringBuilder text = new StringBuilder();
            boolean whole = true;
            for (MachineLogin login : logins.logins()) {
                whole &= append(login, text, logins);
            }
            invocation.console().out().print(text);
            return (whole || !named ? ExitCode.SUCCESS : ExitCode.FAILURE).number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    /** Returns whether there is a block for the machine. */
    private static boolean append(MachineLogin login, StringBuilder text, StoredLogins notes) {
        String name = login.machine();
        if (login.target().isEmpty()) {
            notes.note(name, login.problem() + ": \"" + name + "\" is left out");
            return false;
        }
        String block;
        try {
            block = HostBlock.of(name, login.target().get());
        } catch (UnwritableException e) {
            notes.note(name, e.getMessage() + ": \"" + name + "\" is left out");
            return false;
        }
        if (!login.problem().isEmpty()) {
            notes.note(name, login.problem() + ": \"" + name + "\" is written with its last address");
        } else if (login.state() != MachineState.RUNNING) {
            notes.note(name, "\"" + name + "\" is not running: it is written with its last address");
        }
        text.append(text.isEmpty() ? "" : "\n").append(block);
        return true;
    }
}
