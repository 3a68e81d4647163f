package io.onemachine.machine.testing;

import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server on the loopback that accepts one key, runs commands on this computer and serves its files. */
public final class StubSshServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> commands = new ArrayList<>();
    private int logins;
    private boolean shellEnds;
    private Runnable atLogin = () -> {};

    public StubSshServer(String user, String authorizedKey) throws IOException {
        this("127.0.0.1", user, authorizedKey);
    }

    /** The same on another address; 0.0.0.0 for all IPv4 addresses. */
    public StubSshServer(String address, String user, String authorizedKey) throws IOException {
        PublicKey allowed = key(authorizedKey);
        SimpleGeneratorHostKeyProvider hostKey = new SimpleGeneratorHostKeyProvider();
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        hostKey.setKeySize(256);
        server.setHost(address);
        server.setChannelFactories(List.of(ExitCodeFirst.FACTORY));
        server.setKeyPairProvider(hostKey);
        server.setPublickeyAuthenticator(
                (name, key, session) -> name.equals(user) && KeyUtils.compareKeys(key, allowed));
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    atLogin().run();
                    countLogin();
                }
            }
        });
        server.setCommandFactory((channel, command) -> {
            record(command);
            String run = shellEnds() ? "echo This account is currently not available.; exit 1" : command;
            return new ProcessShellFactory(run, "/bin/sh", "-c", run).createShell(channel);
        });
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
    }

    /** Replaces the host's keys. */
    public StubSshServer showing(SshKeyPair.Generated... keys) throws IOException {
        List<KeyPair> pairs = new ArrayList<>();
        try {
            for (SshKeyPair.Generated key : keys) {
                Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
                        null,
                        NamedResource.ofName("key"),
                        new ByteArrayInputStream(key.privateKey().getBytes(StandardCharsets.US_ASCII)),
                        FilePasswordProvider.EMPTY);
                read.forEach(pairs::add);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        server.setKeyPairProvider(KeyPairProvider.wrap(pairs));
        return this;
    }

    /** Gives users the shell nologin. */
    public synchronized void endShells() {
        shellEnds = true;
    }

    /** Runs something at each login, before it is answered. */
    public synchronized void onLogin(Runnable action) {
        atLogin = action;
    }

    private synchronized Runnable atLogin() {
        return atLogin;
    }

    private synchronized boolean shellEnds() {
        return shellEnds;
    }

    public int port() {
        return server.getPort();
    }

    public synchronized int logins() {
        return logins;
    }

    public synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    public int openSessions() {
        return server.getActiveSessions().size();
    }

    /** Drops every connection, as at a power failure. */
    public void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private synchronized void countLogin() {
        logins++;
    }

    private synchronized void record(String command) {
        commands.add(command);
    }

    private static PublicKey key(String line) throws IOException {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(null, null);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Returns a port on which nothing listens. */
    public static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns this server as a target, with a key. */
    public SshTarget target(String user, Path key) {
        return new SshTarget("127.0.0.1", port(), user, Optional.of(key), new HostKeyCheck.Off());
    }
}
