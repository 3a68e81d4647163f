package io.onemachine.cli;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.run.MachinesOpener;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.machine.Machines;
import io.onemachine.machine.progress.Progress;
import io.onemachine.swarm.SwarmMembership;
import java.util.Set;

/** Opens the store of this user with the real drivers and programs. */
final class DefaultMachinesOpener implements MachinesOpener {
    /** Variables of global flags that hold secrets. */
    private static final Set<String> OWN_SECRETS = Set.of("MACHINE_GITHUB_API_TOKEN", "MACHINE_BUGSNAG_API_TOKEN");

    @Override
    public Machines open(ProgramContext programContext, Progress progress) throws CommandFailure {
        return Machines.builder(programContext.storePath())
                .tlsFiles(programContext.tlsFiles())
                .drivers(programContext.drivers())
                .progress(progress)
                .ssh(programContext.sshKind())
                .environment(programContext.environment())
                .home(programContext.home())
                .userName(programContext.userName())
                .secretVariables(OWN_SECRETS)
                .membership(machines -> new SwarmMembership(machines, progress))
                .open();
    }
}
