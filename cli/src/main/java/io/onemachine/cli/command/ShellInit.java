package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandSpecs;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.run.ShellArgument;
import io.onemachine.cli.spec.Operands;

/** {@code docker-machine shell-init}. */
final class ShellInit implements Command {
    @Override
    public String description() {
        return """
                Prints a script that gives a shell the command "docker-machine use NAME", which points docker in this
                shell at a machine, and __docker_machine_ps1, which shows that machine in the prompt. For bash, in
                ~/.bashrc:

                    source <(docker-machine shell-init bash)

                Arguments: bash, zsh or fish.""";
    }

    @Override
    public Operands operands() {
        return Operands.SHELL;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        String script = ShellArgument.of(invocation)
                .initialization(CommandSpecs.of(programContext.commands(), programContext.drivers()));
        programContext.console().out().print(script);
        return ExitCode.SUCCESS.number();
    }
}
