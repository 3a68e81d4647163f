package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.CreateFlags;
import io.onemachine.cli.run.Invocation;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.plugin.wording.CommandLineWords;
import io.onemachine.swarm.SwarmCheckException;
import io.onemachine.swarm.SwarmException;
import io.onemachine.swarm.SwarmJoin;
import io.onemachine.swarm.SwarmOperations;
import io.onemachine.swarm.engine.NodeRole;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Lets machines that {@code create} creates join a swarm: workers each when it exists, several managers one after the other when all
 * exist.
 */
public final class JoinOnCreation {
    private static final String MANAGER = "manager";

    private final String member;
    private final SwarmJoin join;
    private final Semaphore permits;

    private JoinOnCreation(String member, SwarmJoin join, int limit) {
        this.member = member;
        this.join = join;
        this.permits = new Semaphore(limit, true);
    }

    /**
     * Reads the options of {@code create}.
     *
     * @param limit how many machines join at once
     * @return empty when the machines join no swarm
     */
    public static Optional<JoinOnCreation> of(ParsedFlags flags, int limit) throws CommandFailure {
        String role = flags.text(CreateFlags.JOIN_AS);
        if (!role.equals(MANAGER) && !role.equals(CreateFlags.WORKER)) {
            throw CommandFailure.ofUsage("--" + CreateFlags.JOIN_AS + " must be " + CreateFlags.WORKER + " or "
                    + MANAGER + ", not \"" + role + "\"");
        }
        String member = flags.text(CreateFlags.JOIN);
        if (member.isEmpty() && role.equals(MANAGER)) {
            throw CommandFailure.ofUsage(
                    "--" + CreateFlags.JOIN_AS + " needs --" + CreateFlags.JOIN + ": a machine of the swarm");
        }
        SwarmJoin join = SwarmJoin.WORKER.as(role.equals(MANAGER) ? NodeRole.MANAGER : NodeRole.WORKER);
        return member.isEmpty() ? Optional.empty() : Optional.of(new JoinOnCreation(member, join, limit));
    }

    /**
     * Fails, before anything is created, unless machines can join the swarm.
     *
     * @throws CommandFailure with exit code 3
     */
    public void check(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        try {
            if (!machines.exists(member)) {
                throw new MachineNotFoundException(member);
            }
            // Without machines, finds the swarm and its reachable managers only.
            new SwarmOperations(machines, new WarningProgress(invocation.programContext()))
                    .join(member, List.of(), join);
        } catch (OperationInterruptedException e) {
            throw CommandFailure.of(e);
        } catch (SwarmException e) {
            throw CommandFailure.of(
                    new SwarmCheckException(e.getMessage(), e.hint().orElse(null)));
        } catch (MachineException e) {
            throw CommandFailure.of(e).returning(ExitCode.PRE_CREATE_CHECK);
        }
    }

    /** Returns whether machines join only when all of them exist. */
    public boolean waitsForAll(int machines) {
        return join.role() == NodeRole.MANAGER && machines > 1;
    }

    /** Lets a new machine join. */
    public void join(SwarmOperations swarms, String machine) throws CommandFailure {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(machine, new OperationInterruptedException("waiting for other machines to join the swarm"));
        }
        try {
            swarms.join(member, List.of(machine), join);
        } catch (MachineException e) {
            throw failure(machine, e);
        } finally {
            permits.release();
        }
    }

    /** The exit code is not 3, as a machine was created. */
    private CommandFailure failure(String machine, MachineException cause) {
        CommandFailure failure = CommandFailure.of(
                "Machine \"" + machine + "\" was created, but joining the swarm of \"" + member + "\" failed: ", cause);
        String hint = failure.hint().map(text -> text.strip() + " ").orElse("");
        return created(failure.withHint(hint + "To let it join later, run: " + command(List.of(machine))));
    }

    private static CommandFailure created(CommandFailure failure) {
        return failure.exitCode() == ExitCode.PRE_CREATE_CHECK ? failure.returning(ExitCode.FAILURE) : failure;
    }

    /**
     * Lets new managers join, one after the other.
     *
     * @return the program's exit code
     */
    public int joinAll(Invocation invocation, List<String> machines) throws CommandFailure {
        String hint = "The machines exist. To let them join later, run: " + command(machines);
        try {
            int exitCode = SwarmWork.together(invocation, machines, swarms -> swarms.join(member, machines, join));
            if (exitCode != ExitCode.SUCCESS.number()) {
                invocation.print(hint);
            }
            return exitCode;
        } catch (CommandFailure e) {
            throw created(e.withHint(e.hint().map(text -> text.strip() + " ").orElse("") + hint));
        }
    }

    private String command(List<String> machines) {
        Reference.Command command = Reference.command("swarm join").with(Reference.option("to", member));
        if (join.role() == NodeRole.MANAGER) {
            command = command.with(Reference.option(MANAGER));
        }
        for (String machine : machines) {
            command = command.with(machine);
        }
        return CommandLineWords.in(command.toString());
    }
}
