package io.onemachine.swarm;

import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.JoinRequest;
import io.onemachine.swarm.engine.LocalSwarm;
import io.onemachine.swarm.engine.ManagerStatus;
import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmAddresses;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import io.onemachine.swarm.probe.PortProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Creates a swarm, and lets machines join one. */
final class Joining {
    private static final String CARD = "nic";
    private static final String DATA_PATH_CARD = "data-path-nic";
    private static final Duration READY = Duration.ofMinutes(1);
    private static final Duration LEFT = Duration.ofSeconds(30);

    private final SwarmContext context;
    private final RoleChange roles;
    private final UnlockKeys keys;

    Joining(SwarmContext context) {
        this.context = context;
        this.roles = new RoleChange(context);
        this.keys = new UnlockKeys(context);
    }

    void init(SwarmHost host, SwarmInit init) {
        String name = host.name();
        EngineInfo info = host.engine(SwarmContext.REQUEST).info();
        requireFree(name, info);
        SwarmAddresses addresses = addresses(host, init.card(), init.dataPathCard(), Optional.empty());
        context.steps(name).run("Creating a swarm on \"" + name + "\"...", () -> {
            host.openPorts(true);
            SwarmEngine engine = host.engine(SwarmContext.REQUEST);
            engine.init(addresses, init.autolock());
            LocalSwarm swarm = engine.info().swarm();
            host.remember(new Membership(swarm.clusterId(), swarm.nodeId()), NodeRole.MANAGER);
            if (init.autolock()) {
                host.putUnlockKeys(List.of(engine.unlockKey()));
            }
        });
    }

    /** What the checks found out about a machine that is to join. */
    private record Candidate(String name, SwarmAddresses addresses) {}

    /**
     * Lets machines join the swarm of another one. All are checked before the first one joins; those that are in the swarm already stay as
     * they are.
     */
    void join(String target, List<String> machines, SwarmJoin join) {
        try (SwarmHost host = context.hosts().open(target);
                Located located = Located.of(context, host, false)) {
            SwarmManagers managers = located.managers().required(target);
            List<SwarmNode> nodes = managers.nodes();
            List<String> addresses = managerAddresses(nodes, located.nodeId());
            Optional<String> network = AddressChoice.network(host, host(addresses.getFirst()));
            List<Candidate> candidates = InParallel.map(
                            "checking machines",
                            machines,
                            name -> check(name, join, nodes, addresses.getFirst(), network))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            for (Candidate candidate : candidates) {
                try (SwarmHost joining = context.hosts().open(candidate.name())) {
                    JoinRequest request = new JoinRequest(
                            addresses,
                            managers.ask(SwarmEngine::joinTokens).of(join.role()),
                            candidate.addresses(),
                            NodeAvailability.ACTIVE);
                    join(joining, managers, request, join.role(), join.labels());
                }
            }
            if (join.role() == NodeRole.MANAGER && join.warnsOfTwo() && !candidates.isEmpty()) {
                context.warnOfTwoManagers(target, managers.nodes());
            }
        }
    }

    /** Lets one machine join, and waits until the managers see it. */
    void join(SwarmHost host, SwarmManagers managers, JoinRequest request, NodeRole role, Map<String, String> labels) {
        String name = host.name();
        context.steps(name).run("Joining \"" + name + "\" to the swarm...", () -> {
            host.openPorts(role == NodeRole.MANAGER);
            joinOrLeave(host, managers, request);
            LocalSwarm swarm = host.engine(SwarmContext.REQUEST).info().swarm();
            host.remember(new Membership(managers.clusterId(), swarm.nodeId()), role);
            boolean ready = context.await(
                    "waiting for " + name + " to be ready",
                    READY,
                    () -> managers.node(swarm.nodeId()).isReady());
            if (!ready) {
                throw new SwarmException("Machine \"" + name + "\" has joined the swarm, but its managers do not see it"
                        + " ready after " + READY.toSeconds() + " s");
            }
            if (!labels.isEmpty()) {
                managers.order(engine -> engine.updateNode(swarm.nodeId(), NodeChange.NONE.with(labels)));
            }
            if (role == NodeRole.MANAGER) {
                roles.awaitManager(host, managers, swarm.nodeId());
                keys.fetch(host, managers);
            }
        });
    }

    /** Joins; what the engine would go on with later, when this program has reported a failure, is ended. */
    private void joinOrLeave(SwarmHost host, SwarmManagers managers, JoinRequest request) {
        SwarmEngine engine = host.engine(SwarmContext.REQUEST);
        try {
            engine.join(request);
        } catch (EngineException e) {
            if (e instanceof EngineRefusedException refused && refused.status() != 503) {
                throw failed(host, e);
            }
            EngineInfo after = SwarmContext.tryInfo(host, SwarmContext.REQUEST).orElseThrow(() -> failed(host, e));
            if (after.swarm().isActive()) {
                return; // It came in just then.
            }
            cancel(host, engine, e);
            removeLeftover(managers, after.swarm().nodeId(), e);
            throw failed(host, e);
        }
    }

    private void cancel(SwarmHost host, SwarmEngine engine, EngineException failure) {
        try {
            engine.leave(true);
        } catch (EngineException e) {
            failure.addSuppressed(e);
        }
        if (!context.await(
                "waiting for " + host.name() + " to stop joining",
                LEFT,
                () -> engine.info().swarm().nodeId().isEmpty()
                        && !engine.info().swarm().isActive())) {
            context.steps(host.name())
                    .warn("The engine of \"" + host.name()
                            + "\" still tries to join the swarm. Run \"docker swarm leave" + " --force\" there.");
        }
    }

    /** Removes the node that the managers may have admitted before the join was ended. */
    private static void removeLeftover(SwarmManagers managers, String nodeId, EngineException failure) {
        try {
            if (!nodeId.isEmpty() && managers.findNode(nodeId).isPresent()) {
                managers.order(engine -> engine.removeNode(nodeId, true));
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            failure.addSuppressed(e);
        }
    }

    private static SwarmException failed(SwarmHost host, EngineException e) {
        return new SwarmException(
                "Machine \"" + host.name() + "\" did not join the swarm: "
                        + (e instanceof EngineRefusedException refused ? refused.engineMessage() : e.getMessage()),
                "Check that it reaches port 2377 of the managers.",
                e);
    }

    private Optional<Candidate> check(
            String name, SwarmJoin join, List<SwarmNode> nodes, String manager, Optional<String> network) {
        try (SwarmHost host = context.hosts().open(name)) {
            EngineInfo info = host.engine(SwarmContext.REQUEST).info();
            if (info.swarm().isActive()
                    && nodes.stream()
                            .anyMatch(node -> node.id().equals(info.swarm().nodeId()))) {
                context.steps(name).note("Machine \"" + name + "\" is in the swarm already.");
                return Optional.empty();
            }
            requireFree(name, info);
            SwarmAddresses addresses = addresses(host, join.card(), join.dataPathCard(), network);
            requireReachable(host, manager);
            return Optional.of(new Candidate(name, addresses));
        }
    }

    /** Fails when an engine cannot be in a swarm, or is in one. */
    static void requireFree(String machine, EngineInfo info) {
        switch (info.swarm().state()) {
            case INACTIVE -> {}
            case PENDING, ACTIVE, ERROR, LOCKED ->
                throw new SwarmCheckException(
                        "The engine of machine \"" + machine + "\" is in a swarm already (state "
                                + info.swarm().state().name().toLowerCase(Locale.ROOT) + ")",
                        "Take it out of that with "
                                + Reference.command("swarm leave").with(machine) + " first.");
        }
        if (info.liveRestore()) {
            throw new SwarmCheckException(
                    "The engine of machine \"" + machine + "\" has \"live-restore\" on, which excludes swarm mode",
                    "Remove \"live-restore\" from the engine's configuration.");
        }
        if (info.firewallBackend().startsWith("nftables")) {
            throw new SwarmCheckException(
                    "The engine of machine \"" + machine + "\" has the firewall backend \"" + info.firewallBackend()
                            + "\", which excludes swarm mode",
                    "Set \"firewall-backend\" to \"iptables\" in the engine's configuration.");
        }
    }

    private void requireReachable(SwarmHost host, String manager) {
        String address = host(manager);
        int port = port(manager);
        PortProbe.Result result;
        try {
            result = host.probe(address, port);
        } catch (MachineException e) {
            context.steps(host.name())
                    .warn("Whether \"" + host.name() + "\" reaches the manager at " + manager + " was not checked: "
                            + e.getMessage());
            return;
        }
        switch (result) {
            case REACHED -> {}
            case UNKNOWN ->
                context.steps(host.name())
                        .note("Whether \"" + host.name() + "\" reaches the manager at " + manager
                                + " was not checked: its host has no bash, nc, curl or python3 for that, or no SSH.");
            case BLOCKED ->
                throw new SwarmCheckException(
                        "Machine \"" + host.name() + "\" does not reach the manager at " + manager,
                        "Open port " + port
                                + "/tcp between them: in security groups, firewalls and routes. Nodes also need"
                                + " 7946/tcp, 7946/udp and 4789/udp.");
        }
    }

    static SwarmAddresses addresses(
            SwarmHost host, Optional<String> card, Optional<String> dataPathCard, Optional<String> network) {
        String advertised = AddressChoice.choose(host, CARD, card, network);
        Optional<String> dataPath =
                dataPathCard.map(it -> AddressChoice.choose(host, DATA_PATH_CARD, Optional.of(it), Optional.empty()));
        return SwarmAddresses.advertising(advertised).withDataPath(dataPath);
    }

    /** Returns addresses and ports of the reachable managers, that of a node first. */
    static List<String> managerAddresses(List<SwarmNode> nodes, String first) {
        List<String> addresses = new ArrayList<>();
        for (SwarmNode node : nodes) {
            String address = node.manager().map(ManagerStatus::address).orElse("");
            if (node.isReachableManager() && !address.isEmpty()) {
                addresses.add(node.id().equals(first) ? 0 : addresses.size(), address);
            }
        }
        if (addresses.isEmpty()) {
            throw new SwarmException("The swarm has no reachable manager that nodes could join");
        }
        return addresses;
    }

    private static String host(String addressAndPort) {
        String host = addressAndPort.substring(0, colon(addressAndPort));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String addressAndPort) {
        try {
            return Integer.parseInt(addressAndPort.substring(colon(addressAndPort) + 1));
        } catch (NumberFormatException e) {
            throw new SwarmException("\"" + addressAndPort + "\" is not the address of a manager", null, e);
        }
    }

    private static int colon(String addressAndPort) {
        int colon = addressAndPort.lastIndexOf(':');
        if (colon < 1) {
            throw new SwarmException("\"" + addressAndPort + "\" is not the address of a manager");
        }
        return colon;
    }
}
