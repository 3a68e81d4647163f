package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostConsole;
import java.util.List;

/** {@code docker-machine console}. */
public final class ShowConsole implements Command {
    @Override
    public String description() {
        return """
                Shows the screen of a machine's host with a VNC viewer that is installed, or prints its address. The
                viewer connects to the hypervisor directly, so this computer must reach it.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.bool("print", "Print the address as a URL, and start no viewer"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        HostConsole console;
        try (Machine machine = machines.load(invocation.target(machines))) {
            console = machine.console();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        if (console.isLocal()) {
            note(
                    invocation,
                    "The VNC server listens on the hypervisor only. A tunnel leads to it: ssh -L " + console.port()
                            + ":localhost:" + console.port() + " " + console.host());
        }
        if (console.hasPassword()) {
            note(invocation, "The viewer will ask for the password, which the VM's GRAPHICS attribute has.");
        }
        if (invocation.flags().on("print")) {
            invocation.print(console.url());
            return ExitCode.SUCCESS.number();
        }
        return new VncViewer(invocation.programContext().environment()).show(console);
    }

    private static void note(Invocation invocation, String text) {
        invocation.console().err().print(text + "\n");
    }
}
