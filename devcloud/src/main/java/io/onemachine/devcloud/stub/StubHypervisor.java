package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs simulated hosts on addresses of the loopback device, all in this process: they share one SSH server. */
public final class StubHypervisor implements Hypervisor {

    /** The port that shows other clouds that a network is in use; fixed, whatever port the hosts' engines have. */
    private static final int CLAIM_PORT = 2376;

    private final int sshPort;
    private final int enginePort;
    private final Path stateDirectory;
    private final Consumer<String> log;
    private final Map<String, StubHost> hostByAddress = new ConcurrentHashMap<>();
    private final List<ServerSocket> claims = new ArrayList<>();
    private volatile @Nullable StubSshServer ssh;

    /**
     * @param sshPort the port of the hosts' SSH servers
     * @param enginePort the port of the hosts' engines
     * @param stateDirectory the folder for the key of the SSH server
     * @param log receives one line of text per event
     */
    StubHypervisor(int sshPort, int enginePort, Path stateDirectory, Consumer<String> log) {
        this.sshPort = sshPort;
        this.enginePort = enginePort;
        this.stateDirectory = stateDirectory;
        this.log = log;
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public void open(List<HostNetwork> networks) {
        StubSshServer server = StubSshServer.create(stateDirectory, hostByAddress::get);
        networks.stream().filter(network -> !network.isIpv6()).forEach(this::claim);
        try {
            server.begin();
            server.bind(new InetSocketAddress(networks.getFirst().gateway(), sshPort));
            server.unbind(new InetSocketAddress(networks.getFirst().gateway(), sshPort));
        } catch (IOException e) {
            String advice = sshPort < 1024 ? " Run devcloud as root, or choose a port above 1023 with --ssh-port." : "";
            throw new HypervisorException(
                    "Simulated hosts cannot listen on port " + sshPort + ": " + e.getMessage() + "." + advice, e);
        }
        ssh = server;
    }

    @Override
    public void prepareImage(String source, Consumer<String> progress) {
        StubImage.of(source);
    }

    @Override
    public Host boot(HostSpec spec, HostListener listener) {
        StubSshServer server = ssh;
        if (server == null) {
            throw new IllegalStateException("the hypervisor is not open");
        }
        StubHost host = new StubHost(spec, StubImage.of(spec.image()), new Wiring(server), listener, log);
        host.powerOn();
        listener.ready();
        return host;
    }

    // A simulated disk has neither a size nor snapshots: the cloud has their documents.

    @Override
    public void keep(Path directory, String snapshot, KeptDisks disks) {}

    @Override
    public void revert(Path directory, String snapshot) {}

    @Override
    public void forget(Path directory, String snapshot) {}

    @Override
    public void growVolatileDisk(Path directory, int index, long sizeMb) {}

    @Override
    public void discard(Path directory) {
        new StubFiles(directory).delete();
    }

    @Override
    public void close() {
        List.copyOf(hostByAddress.values()).forEach(StubHost::kill);
        StubSshServer server = ssh;
        if (server != null) {
            server.shutDown();
        }
        claims.forEach(StubHypervisor::closeQuietly);
    }

    private void claim(HostNetwork network) {
        try {
            ServerSocket claim = new ServerSocket();
            claims.add(claim);
            claim.bind(new InetSocketAddress(InetAddress.getByName(network.gateway()), CLAIM_PORT));
        } catch (IOException e) {
            claims.forEach(StubHypervisor::closeQuietly);
            throw new HypervisorException(
                    "The addresses of network " + network.id() + " are in use: cannot listen on " + network.gateway()
                            + ":" + CLAIM_PORT + ": " + e.getMessage(),
                    e);
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listener could not be closed", e);
        }
    }

    /** Adds and removes one host's addresses. */
    final class Wiring {

        private final StubSshServer server;

        private Wiring(StubSshServer server) {
            this.server = server;
        }

        int enginePort() {
            return enginePort;
        }

        void plug(StubHost host, List<String> addresses) {
            for (String address : addresses) {
                hostByAddress.put(address, host);
                try {
                    server.bind(new InetSocketAddress(address, sshPort));
                } catch (IOException e) {
                    unplug(host, addresses);
                    throw new HypervisorException(
                            "cannot listen on " + address + ":" + sshPort + ": " + e.getMessage(), e);
                }
            }
        }

        void unplug(StubHost host, List<String> addresses) {
            for (String address : addresses) {
                if (hostByAddress.remove(address, host)) {
                    server.unbind(new InetSocketAddress(address, sshPort));
                }
            }
        }
    }
}
