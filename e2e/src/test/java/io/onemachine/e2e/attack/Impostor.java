package io.onemachine.e2e.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** An SSH server that accepts every login, runs every command and records it: an attacker's, in a machine's place. */
final class Impostor implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<KeyPair> keys;
    private final Map<SessionContext, KeyPair> shown = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private final List<Ran> commands = new CopyOnWriteArrayList<>();

    /**
     * A command that a client ran.
     *
     * @param hostKey the known_hosts line of the host key that it showed
     */
    record Ran(String command, String hostKey) {}

    private Impostor(List<KeyPair> keys) {
        this.keys = keys;
    }

    /** @param keys of which it shows one after the other, one in each connection */
    static Impostor at(String address, int port, KeyPair... keys) throws IOException {
        Impostor impostor = new Impostor(List.of(keys));
        impostor.listen(address, port);
        return impostor;
    }

    /** A key of a type as SSH calls it. */
    static KeyPair key(String type) {
        try {
            return KeyUtils.generateKeyPair(type, 256);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The line of a known_hosts file that lets a key in from any address. */
    static String line(KeyPair key) {
        return "* " + PublicKeyEntry.toString(key.getPublic());
    }

    /** A key in the format of messages. */
    static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(key.getPublic());
    }

    private void listen(String address, int port) throws IOException {
        server.setHost(address);
        server.setPort(port);
        server.setKeyPairProvider(session -> List.of(shown.computeIfAbsent(session, any -> nextKey())));
        server.setPublickeyAuthenticator((user, key, session) -> true);
        server.setPasswordAuthenticator((user, password, session) -> true);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    users.add(session.getUsername());
                }
            }
        });
        server.setCommandFactory(this::ran);
        server.start();
    }

    private KeyPair nextKey() {
        return keys.get(connections.getAndIncrement() % keys.size());
    }

    private AbstractCommandSupport ran(ChannelSession channel, String command) {
        KeyPair key = shown.get(channel.getSession());
        commands.add(new Ran(command, key == null ? "" : line(key)));
        return new AbstractCommandSupport(command, null) {
            @Override
            public void run() {
                try (OutputStream out = getOutputStream()) {
                    // The client's request, so that it continues.
                    out.write("onemachine-ssh-is-up\n".getBytes(UTF_8));
                    out.flush();
                    if (command.contains("cat")) {
                        getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                    onExit(0);
                } catch (IOException e) {
                    onExit(1, e.getMessage());
                }
            }
        };
    }

    int port() {
        return server.getPort();
    }

    /** How many connections have been shown a key. */
    int connections() {
        return connections.get();
    }

    /** The users that logged in. */
    List<String> users() {
        return users;
    }

    List<Ran> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
