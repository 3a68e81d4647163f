package io.onemachine.driver.opennebula.care;

import io.onemachine.machine.host.HostEvent;
import io.onemachine.opennebula.resource.HistoryRecord;
import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lists what a VM's document records: its stays on hypervisors, what ended them, its scheduled actions, the scheduler's message and the
 * last error. The log file of a VM is on the front end alone; the API does not give it.
 */
final class VmEvents {

    private VmEvents() {}

    static List<HostEvent> of(VirtualMachine vm) {
        List<HostEvent> events = new ArrayList<>();
        vm.since().ifPresent(time -> events.add(new HostEvent(Optional.of(time), "created as VM " + vm.id())));
        String host = "";
        for (HistoryRecord stay : vm.history()) {
            // A new record of the same host begins after some actions, without a move.
            if (!stay.host().equals(host)) {
                host = stay.host();
                events.add(new HostEvent(stay.start(), "on host " + host));
            }
            if (!stay.actionName().isEmpty()) {
                events.add(new HostEvent(stay.end().or(stay::start), stay.actionName() + " on host " + stay.host()));
            }
        }
        for (ScheduledAction action : vm.scheduledActions()) {
            events.add(new HostEvent(
                    action.time(), (action.isDone() ? "scheduled action ran: " : "scheduled: ") + action.action()));
        }
        // A stable sort: events without a time, and those of the same second, stay in their order.
        events.sort(Comparator.comparing(event -> event.time().orElse(Instant.EPOCH)));
        vm.schedulerMessage().ifPresent(text -> events.add(new HostEvent(Optional.empty(), "scheduler: " + text)));
        vm.error().ifPresent(text -> events.add(new HostEvent(Optional.empty(), "error: " + text)));
        return events;
    }
}
