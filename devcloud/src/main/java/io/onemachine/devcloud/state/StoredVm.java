package io.onemachine.devcloud.state;

import com.google.gson.annotations.JsonAdapter;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.HistoryRecord;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VirtualMachine.Snapshot;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a VM. The names of components are its keys.
 *
 * @param mode the permissions as octal digits
 * @param shows the state that a user lets the VM show; missing when it shows its own
 */
@JsonAdapter(RequiredKeys.class)
record StoredVm(
        int id,
        String name,
        int owner,
        int group,
        String mode,
        String state,
        String resumesFrom,
        long created,
        long ended,
        String deployId,
        @JsonAdapter(AttributesAdapter.class) Attributes template,
        @JsonAdapter(AttributesAdapter.class) Attributes userTemplate,
        List<Stay> history,
        @OptionalKey @Nullable Shown shows) {

    static StoredVm of(Snapshot vm) {
        ReportedState pinned = vm.pinned();
        return new StoredVm(
                vm.id(),
                vm.name(),
                vm.ownerId(),
                vm.groupId(),
                StoredMode.of(vm.permissions()),
                vm.state().name(),
                vm.resumesFrom().name(),
                vm.created(),
                vm.ended(),
                vm.deployId(),
                vm.template(),
                vm.userTemplate(),
                vm.history().stream().map(Stay::of).toList(),
                pinned == null ? null : new Shown(pinned.state(), pinned.lcmState()));
    }

    Snapshot restore() {
        return new Snapshot(
                id,
                name,
                owner,
                group,
                StoredMode.permissions(mode),
                VmState.valueOf(state),
                VmState.valueOf(resumesFrom),
                created,
                ended,
                deployId,
                template,
                userTemplate,
                history.stream().map(Stay::restore).toList(),
                shows == null ? null : new ReportedState(shows.state(), shows.lcmState()));
    }

    /** A state by its numbers. */
    @JsonAdapter(RequiredKeys.class)
    record Shown(int state, int lcmState) {}

    /**
     * A stay on the host.
     *
     * @param times in the order of {@link HistoryRecord#times}
     * @param action the code of the action that ends it
     * @param actor the id of the user who called the action; -1 for none
     */
    @JsonAdapter(RequiredKeys.class)
    record Stay(
            int sequence,
            List<Long> times,
            @OptionalKey @Nullable String action,
            int actor) {

        static Stay of(HistoryRecord stay) {
            VmAction action = stay.action();
            return new Stay(
                    stay.sequence(),
                    Arrays.stream(stay.times()).boxed().toList(),
                    action == null ? null : action.code(),
                    stay.actorId());
        }

        HistoryRecord restore() {
            return HistoryRecord.restore(
                    sequence,
                    times.stream().mapToLong(Long::longValue).toArray(),
                    action == null ? null : VmAction.of(action).orElseThrow(),
                    actor);
        }
    }
}
