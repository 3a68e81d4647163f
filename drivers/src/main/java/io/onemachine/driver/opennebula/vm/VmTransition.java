package io.onemachine.driver.opennebula.vm;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.time.Polling;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a VM to a {@link TargetState}: polls it, at first often, and runs the action that its state calls for,
 * until the target state is reached, is unreachable, or the time is up.
 *
 * <p>Actions are asynchronous, so the state seen right after one may be an old one: the same action is not repeated at once. An
 * action that OpenNebula refuses because of the state is repeated later. Short front-end outages are tolerated.
 */
public final class VmTransition {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final long REPEAT_AFTER = Duration.ofSeconds(3).toNanos();

    /** The tolerated length of a front-end outage, such as a restart. */
    private static final long OUTAGE_LIMIT = Duration.ofSeconds(20).toNanos();

    private static final VmStatus GONE = new VmStatus(VmState.DONE.number(), 0);

    private final OpenNebulaClient client;
    private final DriverContext context;
    private final int id;
    private final TargetState targetState;

    private @Nullable VirtualMachine seen;
    private @Nullable VmStatus shown;
    private @Nullable VmAction lastAction;
    private @Nullable VmAction accepted;
    private long lastActionTime;
    private String refusal = "";
    private String reason = "";
    private boolean away;
    private boolean missing;
    private long outageStart;

    public VmTransition(OpenNebulaClient client, DriverContext context, int id, TargetState targetState) {
        this.client = client;
        this.context = context;
        this.id = id;
        this.targetState = targetState;
    }

    /**
     * Blocks until the VM has the target state.
     *
     * @param what the operation, for messages: {@code waiting for the VM to run}
     * @return the VM as last seen; empty when it is gone
     * @throws DriverException when the target state is not reached; a {@link CapacityException} when the VM was not placed
     */
    public Optional<VirtualMachine> run(String what, Duration limit) {
        boolean arrived = new Polling(context.sleeper(), SHORTEST_PAUSE, LONGEST_PAUSE, limit)
                .until(what, this::look)
                .isPresent();
        if (!arrived) {
            String message = vm() + " did not get there within " + limit.toSeconds() + " seconds while " + what
                    + ": it is in state " + status() + reasons();
            // A VM that the scheduler cannot place: further ones would wait in the same way.
            throw status().state() == VmState.PENDING
                    ? new CapacityException(message, hint(), null)
                    : new DriverException(message, hint(), null);
        }
        return Optional.ofNullable(seen);
    }

    private Optional<Boolean> look() {
        try {
            seen = client.vm(id);
            away = false;
            missing = false;
        } catch (ApiException e) {
            if (e.code() != ApiErrorCode.NO_EXISTS) {
                throw e;
            }
            if (!missing) {
                // As in VmLookup, only a second "not found" counts.
                missing = true;
                return Optional.empty();
            }
            seen = null;
        } catch (TransportException e) {
            tolerate(e);
            return Optional.empty();
        }
        showState();
        NextAction next = targetState.next(status());
        showSchedulerMessage(next);
        return switch (next) {
            case NextAction.Arrived arrived -> Optional.of(true);
            case NextAction.Wait wait -> Optional.empty();
            case NextAction.GiveUp(String why) ->
                throw new DriverException(vm() + ": " + why + reasons(), hint(), null);
            case NextAction.Act(VmAction action) -> {
                act(action);
                yield Optional.empty();
            }
            case NextAction.ActOnce(VmAction action) -> {
                if (action != accepted) {
                    act(action);
                }
                yield Optional.empty();
            }
        };
    }

    private void act(VmAction action) {
        long now = context.sleeper().nanoTime();
        boolean asked = action == lastAction && now - lastActionTime < REPEAT_AFTER;
        if (asked && refusal.isEmpty()) {
            return;
        }
        lastAction = action;
        lastActionTime = now;
        accepted = null;
        try {
            context.detail(vm() + ": " + action.wireName());
            client.action(action, id);
            accepted = action;
            refusal = "";
        } catch (ApiException e) {
            boolean aMatterOfTime = e.code() == ApiErrorCode.ACTION || e.code() == ApiErrorCode.NO_EXISTS;
            if (!aMatterOfTime) {
                throw e;
            }
            refusal = e.getMessage();
            context.detail(vm() + ": " + refusal);
            if (status().needsRepair()) {
                throw new DriverException(vm() + ": it is in state " + status() + reasons(), hint(), e);
            }
        } catch (TransportException e) {
            tolerate(e);
        }
    }

    private void tolerate(TransportException e) {
        if (e.kind() == TransportException.Kind.INTERRUPTED) {
            throw e;
        }
        long now = context.sleeper().nanoTime();
        if (!away) {
            away = true;
            outageStart = now;
        } else if (now - outageStart >= OUTAGE_LIMIT) {
            throw e;
        }
        context.detail("no answer: " + e.getMessage());
    }

    private void showState() {
        VmStatus status = status();
        if (!status.equals(shown)) {
            shown = status;
            context.detail(vm() + ": " + status);
        }
    }

    /** Shows the scheduler's message only to a user who waits for the VM: not during removal or shutdown, and not after Ctrl-C. */
    private void showSchedulerMessage(NextAction next) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        VirtualMachine vm = seen;
        if (vm == null || status().state() != VmState.PENDING || !(next instanceof NextAction.Wait)) {
            if (!reason.isEmpty()) {
                reason = "";
                context.waitsFor("");
            }
            return;
        }
        // A scheduler may clear its message between two rounds.
        vm.schedulerMessage().map(SchedulerMessage::of).ifPresent(said -> {
            if (!said.essence().equals(reason)) {
                reason = said.essence();
                context.waitsFor("The VM waits for a place: " + said.reason());
            }
        });
    }

    private VmStatus status() {
        return seen == null ? GONE : seen.status();
    }

    private String vm() {
        return "VM " + id + " (" + context.machine() + ")";
    }

    private String reasons() {
        StringBuilder reasons = new StringBuilder();
        if (seen != null) {
            seen.schedulerMessage().ifPresent(text -> reasons.append(": ").append(text));
            seen.error().ifPresent(text -> reasons.append(": ").append(text));
        }
        if (!refusal.isEmpty()) {
            reasons.append(": ").append(refusal);
        }
        return reasons.toString();
    }

    private @Nullable String hint() {
        if (!refusal.isEmpty() && lastAction == VmAction.TERMINATE_HARD) {
            return "Try again later. The cloud's administrator can end what it is stuck in with \"onevm recover --delete "
                    + id + "\".";
        }
        return status().needsRepair()
                ? "As long as it exists, the cloud's administrator can repair it with \"onevm recover " + id + "\"; \""
                        + Reference.command("rm").with(context.machine()) + "\" removes it."
                : null;
    }
}
