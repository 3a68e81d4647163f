package io.onemachine.swarm;

import io.onemachine.machine.reference.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists the nodes of the swarms that have machines of a store. */
final class SwarmListing {
    private final SwarmContext context;

    SwarmListing(SwarmContext context) {
        this.context = context;
    }

    /** Returns the nodes, managers first, each swarm after the other. */
    List<SwarmListEntry> list() {
        List<SwarmMember> members = SwarmMember.all(context);
        List<SwarmView> views = views(members, members);
        for (SwarmView view : views) {
            view.failure()
                    .ifPresent(failure -> context.steps(
                                    view.entries().getFirst().machine().orElseThrow())
                            .warn(failure.getMessage()));
        }
        members.stream().filter(SwarmMember::toPromote).forEach(this::noteInterruption);
        return views.stream().flatMap(view -> view.entries().stream()).toList();
    }

    private void noteInterruption(SwarmMember member) {
        context.steps(member.name())
                .note("Machine \"" + member.name() + "\" was demoted for a restart that was interrupted. Run \""
                        + Reference.command("swarm promote").with(member.name())
                        + "\" to make it a manager again.");
    }

    /** Returns the swarms that have some of these machines. */
    List<SwarmView> views(Collection<String> machines) {
        Set<String> names = Set.copyOf(machines);
        List<SwarmMember> members = SwarmMember.all(context);
        return views(
                members,
                members.stream().filter(member -> names.contains(member.name())).toList());
    }

    private List<SwarmView> views(List<SwarmMember> members, List<SwarmMember> wanted) {
        Set<String> swarms = wanted.stream()
                .map(member -> member.membership().clusterId())
                .collect(Collectors.toCollection(TreeSet::new));
        SwarmReading reading = new SwarmReading(context, members);
        return InParallel.map("asking swarms", List.copyOf(swarms), reading::view);
    }
}
