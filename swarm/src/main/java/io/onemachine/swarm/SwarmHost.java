package io.onemachine.swarm;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.probe.PortProbe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A machine, as far as swarms need it. For one thread at a time. */
interface SwarmHost extends AutoCloseable {
    /** Membership: the ids of swarm and node. */
    String NODE_NOTE = "SwarmNode";

    /** The role that the node had last. */
    String ROLE_NOTE = "SwarmRole";

    /** The availability that the node is to have again after it was drained for a while. */
    String AVAILABILITY_NOTE = "SwarmAvailability";

    /** The node that is to be a manager again, which was demoted for a restart. */
    String PROMOTE_NOTE = "SwarmPromote";

    String name();

    /**
     * Returns the engine's swarm API.
     *
     * @param timeout for each request that has no longer one
     * @throws io.onemachine.machine.error.MachineException when the machine has no address
     */
    SwarmEngine engine(Duration timeout);

    Optional<String> note(String key);

    void putNote(String key, Optional<String> text);

    /** Returns the unlock keys that were stored, the newest first. */
    List<Secret> unlockKeys();

    /** Stores the unlock keys; removes the file when there are none. */
    void putUnlockKeys(List<Secret> keys);

    /** Returns the address by which this computer reaches the host. */
    String address();

    /** Returns the addresses of the host's cards; empty when they are not known. */
    List<HostAddress> addresses();

    /** Finds out on the host whether it reaches a port. */
    PortProbe.Result probe(String address, int port);

    /** Returns the role in the certificate of the host's node, as the host has it on its disk; empty when that is not known. */
    Optional<NodeRole> certifiedRole();

    /** Opens the ports of swarm mode in the host's own firewall. */
    void openPorts(boolean manager);

    /** Upgrades the engine, with what a {@link SwarmMembership} does when it restarts. */
    void upgrade();

    @Override
    void close();

    default Optional<Membership> membership() {
        return note(NODE_NOTE).flatMap(Membership::parse);
    }

    /** Returns whether it is a member of this swarm, as stored. */
    default boolean isMemberOf(String clusterId) {
        return membership().filter(it -> it.clusterId().equals(clusterId)).isPresent();
    }

    /** Returns whether the node was a manager when it was asked last. */
    default boolean wasManager() {
        return note(ROLE_NOTE).filter(text(NodeRole.MANAGER)::equals).isPresent();
    }

    default void remember(Membership membership, NodeRole role) {
        if (!note(NODE_NOTE).equals(Optional.of(membership.text()))) {
            putNote(NODE_NOTE, Optional.of(membership.text()));
        }
        rememberRole(role);
    }

    default void rememberRole(NodeRole role) {
        if (note(NODE_NOTE).isPresent() && !note(ROLE_NOTE).equals(Optional.of(text(role)))) {
            putNote(ROLE_NOTE, Optional.of(text(role)));
        }
    }

    default Optional<NodeAvailability> availabilityToRestore() {
        return note(AVAILABILITY_NOTE).flatMap(text -> {
            for (NodeAvailability availability : NodeAvailability.values()) {
                if (text(availability).equals(text)) {
                    return Optional.of(availability);
                }
            }
            return Optional.empty();
        });
    }

    default void putAvailabilityToRestore(Optional<NodeAvailability> availability) {
        Optional<String> text = availability.map(SwarmHost::text);
        if (!note(AVAILABILITY_NOTE).equals(text)) {
            putNote(AVAILABILITY_NOTE, text);
        }
    }

    default Optional<String> nodeToPromote() {
        return note(PROMOTE_NOTE);
    }

    default void putNodeToPromote(String nodeId) {
        putNote(PROMOTE_NOTE, Optional.of(nodeId));
    }

    default void clearNodeToPromote() {
        if (note(PROMOTE_NOTE).isPresent()) {
            putNote(PROMOTE_NOTE, Optional.empty());
        }
    }

    /** Forgets the membership and the key. */
    default void forget() {
        for (String key : List.of(NODE_NOTE, ROLE_NOTE, AVAILABILITY_NOTE, PROMOTE_NOTE)) {
            if (note(key).isPresent()) {
                putNote(key, Optional.empty());
            }
        }
        putUnlockKeys(List.of());
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
