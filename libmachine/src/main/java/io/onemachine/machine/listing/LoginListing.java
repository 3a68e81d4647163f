package io.onemachine.machine.listing;

import io.onemachine.machine.BulkStatus;
import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.ssh.SshTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Finds the SSH logins of many machines at once. Machines whose provider has bulk queries share a query. */
public final class LoginListing {
    private LoginListing() {}

    /**
     * Returns the logins, in the order of the machines. A driver that does not answer is not an error: the login then has the last known
     * address.
     *
     * @throws OperationInterruptedException when this thread is interrupted
     */
    public static List<MachineLogin> of(List<Machine> machines) {
        BulkStatus statuses = BulkStatus.of(machines);
        List<Callable<MachineLogin>> questions = new ArrayList<>();
        for (Machine machine : machines) {
            questions.add(() -> login(machine, statuses));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<MachineLogin> logins = new ArrayList<>();
            for (Future<MachineLogin> answer : threads.invokeAll(questions)) {
                logins.add(answer.get());
            }
            return logins;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("looking at the machines");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationInterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static MachineLogin login(Machine machine, BulkStatus statuses) {
        MachineState state = MachineState.NONE;
        boolean hasHost = true;
        String address = "";
        String url = "";
        String problem = "";
        Optional<SshTarget> target = Optional.empty();
        try {
            hasHost = machine.driver().provisionable();
            HostStatus status = statuses.of(machine);
            state = status.state();
            if (state == MachineState.RUNNING) {
                url = status.url();
                address = hasHost ? status.ip() : "";
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            problem = e.getMessage();
        }
        try {
            target = target(machine, hasHost, address);
            if (target.isEmpty() && problem.isEmpty()) {
                problem = "The address of \"" + machine.name() + "\" is not known";
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            problem = e.getMessage();
        }
        return new MachineLogin(machine.name(), machine.driverName(), state, hasHost, target, url, problem);
    }

    private static Optional<SshTarget> target(Machine machine, boolean hasHost, String address) {
        String known = address.isEmpty() ? machine.lastAddress() : address;
        boolean unknown = hasHost && known.isEmpty();
        return unknown ? Optional.empty() : Optional.of(machine.sshTargetAt(known)); // fails without a host
    }
}
