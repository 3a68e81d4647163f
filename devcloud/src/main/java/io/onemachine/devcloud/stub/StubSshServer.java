package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** One SSH server for all hosts: it listens on each host's address, and the address of a connection identifies the host. */
final class StubSshServer extends SshServer {

    private static final int THREADS = 4;

    private StubSshServer() {}

    /**
     * Returns a server that does not listen yet.
     *
     * @param stateDirectory the folder for its key
     * @param hostAt returns the host that has an address
     */
    static StubSshServer create(Path stateDirectory, Function<String, @Nullable StubHost> hostAt) {
        SimpleGeneratorHostKeyProvider hostKey =
                new SimpleGeneratorHostKeyProvider(stateDirectory.resolve("stub-host-key"));
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        hostKey.setKeySize(256);
        StubSshServer server = new StubSshServer();
        // The builder sets up everything that a server needs: algorithms, extensions, channels.
        ServerBuilder.builder().factory(() -> server).build();
        server.setUp(hostKey, hostAt);
        return server;
    }

    private void setUp(SimpleGeneratorHostKeyProvider hostKey, Function<String, @Nullable StubHost> hostAt) {
        setNioWorkers(THREADS);
        setChannelFactories(List.of(ExitCodeFirst.FACTORY));
        setKeyPairProvider(session -> {
            Optional<KeyPair> given = host(session, hostAt).flatMap(StubHost::hostKey);
            return given.isPresent() ? List.of(given.get()) : hostKey.loadKeys(session);
        });
        setPublickeyAuthenticator((user, key, session) ->
                host(session, hostAt).map(host -> host.admits(user, key)).orElse(false));
        setCommandFactory((channel, command) -> host(channel.getSession(), hostAt)
                .map(host -> new StubCommand(host, channel.getSession().getUsername(), command))
                .orElseThrow(() -> new IOException("the host is off")));
        StubDisks disks = new StubDisks(session -> host(session, hostAt));
        setFileSystemFactory(disks);
        setSubsystemFactories(List.of(
                new SftpSubsystemFactory.Builder().withFileSystemAccessor(disks).build()));
        setShellFactory(channel -> host(channel.getSession(), hostAt)
                .map(host -> new StubCommand(host, channel.getSession().getUsername(), "sh -s"))
                .orElseThrow(() -> new IOException("the host is off")));
    }

    /** Prepares for listening. */
    void begin() throws IOException {
        setHost("127.0.0.1");
        setPort(0);
        start();
        acceptor.unbind();
    }

    void bind(SocketAddress address) throws IOException {
        acceptor.bind(address);
    }

    void unbind(SocketAddress address) {
        acceptor.unbind(address);
    }

    void shutDown() {
        try {
            stop(true);
        } catch (IOException e) {
            throw new HypervisorException("the simulated hosts' SSH server could not be stopped: " + e.getMessage(), e);
        }
    }

    private static Optional<StubHost> host(SessionContext session, Function<String, @Nullable StubHost> hostAt) {
        return session.getLocalAddress() instanceof InetSocketAddress local
                ? Optional.ofNullable(hostAt.apply(local.getAddress().getHostAddress()))
                : Optional.empty();
    }
}
