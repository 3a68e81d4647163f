package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;

/**
 * A stay of a VM on a hypervisor.
 *
 * @param sequence its number, from 0
 * @param host the hypervisor's name
 * @param start its begin; empty when unknown
 * @param end its end; empty while it lasts
 * @param action the number of the action that ended it: see {@link #actionName()}; 0 for none
 */
public record HistoryRecord(int sequence, String host, Optional<Instant> start, Optional<Instant> end, int action) {

    /** The names of the numbers from 1 on, as in OpenNebula's {@code VMActions::Action}. */
    private static final String[] ACTIONS = {
        "migrate",
        "live-migrate",
        "shutdown",
        "shutdown-hard",
        "undeploy",
        "undeploy-hard",
        "hold",
        "release",
        "stop",
        "suspend",
        "resume",
        "boot",
        "delete",
        "delete-recreate",
        "reboot",
        "reboot-hard",
        "resched",
        "unresched",
        "poweroff",
        "poweroff-hard",
        "disk-attach",
        "disk-detach",
        "nic-attach",
        "nic-detach",
        "disk-snapshot-create",
        "disk-snapshot-delete",
        "terminate",
        "terminate-hard",
        "disk-resize",
        "deploy",
        "chown",
        "chmod",
        "updateconf",
        "rename",
        "resize",
        "update",
        "snapshot-create",
        "snapshot-delete",
        "snapshot-revert",
        "disk-saveas",
        "disk-snapshot-revert",
        "recover",
        "retry",
        "monitor",
        "disk-snapshot-rename",
        "alias-attach",
        "alias-detach",
        "poff-migrate",
        "poff-hard-migrate",
        "backup",
        "nic-update",
        "backup-cancel",
        "sched-add",
        "sched-update",
        "sched-delete",
        "sg-attach",
        "sg-detach",
    };

    static HistoryRecord of(XmlElement record) {
        return new HistoryRecord(
                Numbers.integer(record, "SEQ"),
                record.childText("HOSTNAME"),
                Numbers.time(record.childText("STIME")),
                Numbers.time(record.childText("ETIME")),
                Numbers.integer(record, "ACTION"));
    }

    /** Returns the name of the action that ended it; an unknown one by number; empty for none. */
    public String actionName() {
        if (action <= 0) {
            return "";
        }
        return action <= ACTIONS.length ? ACTIONS[action - 1] : "action " + action;
    }
}
