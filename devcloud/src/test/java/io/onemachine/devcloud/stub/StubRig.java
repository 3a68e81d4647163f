package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A stub hypervisor on the test's own addresses and ports, and an SSH client. */
final class StubRig implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final int subnet = 241 + (int) (ProcessHandle.current().pid() % 13);
    private final int sshPort = freePort();
    private final int enginePort = freePort();
    private final StubHypervisor hypervisor;
    private final HostNetwork network = new HostNetwork(0, "none", address(1), 16);
    private final SshClient client = SshClient.setUpDefaultClient();

    /** The result of a command. */
    record Output(int exitCode, String out, String err) {}

    StubRig(Path folder) {
        this.folder = folder;
        this.hypervisor = new StubHypervisor(sshPort, enginePort, folder, line -> {});
        hypervisor.open(List.of(network));
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    StubHypervisor hypervisor() {
        return hypervisor;
    }

    int enginePort() {
        return enginePort;
    }

    /** Returns the address of a host. */
    String address(int number) {
        return "127." + subnet + "." + number / 250 + "." + (number % 250 + (number > 1 ? 2 : 0));
    }

    Host boot(int number, String image, Map<String, String> context) {
        return boot(number, image, context, new AtomicInteger());
    }

    /**
     * Boots a host.
     *
     * @param ends counts how often the guest ended by itself
     */
    Host boot(int number, String image, Map<String, String> context, AtomicInteger ends) {
        HostNic nic = new HostNic(network, address(number), "02:00:00:00:00:01");
        HostSpec spec = new HostSpec(
                number,
                "host" + number,
                image,
                folder.resolve("hosts").resolve(Integer.toString(number)),
                64,
                List.of(),
                List.of(nic),
                context);
        return hypervisor.boot(spec, new HostListener() {
            @Override
            public void ended() {
                ends.incrementAndGet();
            }

            @Override
            public void ready() {}
        });
    }

    Output ssh(int number, String user, KeyPair key, String command, String input) throws IOException {
        try (ClientSession session =
                client.connect(user, address(number), sshPort).verify(LIMIT).getClientSession()) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(LIMIT);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            try (ChannelExec channel = session.createExecChannel(command)) {
                channel.setOut(out);
                channel.setErr(err);
                channel.open().verify(LIMIT);
                channel.getInvertedIn().write(input.getBytes(StandardCharsets.UTF_8));
                channel.getInvertedIn().close();
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
                Integer status = channel.getExitStatus();
                session.close(true);
                return new Output(
                        status == null ? -1 : status,
                        out.toString(StandardCharsets.UTF_8),
                        err.toString(StandardCharsets.UTF_8));
            }
        }
    }

    /** A transfer of a host's files. */
    @FunctionalInterface
    interface Transfer {
        void over(SftpClient files) throws IOException;
    }

    void sftp(int number, String user, KeyPair key, Transfer transfer) throws IOException {
        try (ClientSession session =
                client.connect(user, address(number), sshPort).verify(LIMIT).getClientSession()) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(LIMIT);
            try (SftpClient files = SftpClientFactory.instance().createSftpClient(session)) {
                transfer.over(files);
            }
        }
    }

    @Override
    public void close() {
        client.close(true);
        hypervisor.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
