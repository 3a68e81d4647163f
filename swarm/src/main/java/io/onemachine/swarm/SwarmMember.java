package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A machine of the store that is a member of a swarm, as its configuration says.
 *
 * @param wasManager whether it was a manager when it was asked last
 * @param toPromote whether it was demoted for a restart and is to be a manager again
 */
record SwarmMember(String name, Membership membership, boolean wasManager, boolean toPromote) {
    /** Reads the members among all machines of the store; one that cannot be read is reported as a warning. */
    static List<SwarmMember> all(SwarmContext context) {
        List<SwarmMember> members = new ArrayList<>();
        for (String name : context.hosts().names()) {
            try (SwarmHost host = context.hosts().open(name)) {
                host.membership()
                        .ifPresent(it -> members.add(new SwarmMember(
                                name,
                                it,
                                host.wasManager(),
                                host.nodeToPromote().isPresent())));
            } catch (OperationInterruptedException e) {
                throw e;
            } catch (MachineException e) {
                if (e instanceof MachineNotFoundException) {
                    continue; // It was removed just then.
                }
                context.steps(name).warn("Machine \"" + name + "\" is left out: " + e.getMessage());
            }
        }
        return members;
    }

    static Set<String> nodeIds(List<SwarmMember> members) {
        return members.stream().map(member -> member.membership().nodeId()).collect(Collectors.toSet());
    }

    /** Returns the machine that has a node; empty when none of them has it. */
    static Optional<String> name(List<SwarmMember> members, String nodeId) {
        return members.stream()
                .filter(member -> member.membership().nodeId().equals(nodeId))
                .map(SwarmMember::name)
                .findFirst();
    }
}
