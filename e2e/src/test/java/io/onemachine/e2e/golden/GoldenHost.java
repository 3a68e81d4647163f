package io.onemachine.e2e.golden;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Relay;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The SSH host of the recorded cases: a real one, with the Docker Engine they were recorded with, that answers at an
 * address as long as theirs and on their port.
 */
final class GoldenHost implements AutoCloseable {

    /** The address in the recording. Tables are as wide as their values, so ours has as many characters. */
    private static final String RECORDED_ADDRESS = "127.0.0.2";

    private static final int SSH_PORT = 2222;
    private static final int ENGINE_PORT = 2376;
    private static final int TEMPLATE_WITH_DOCKER_20_10 = 3;
    private static final String VERSION_SUFFIX = "+dfsg1";
    private static final String MACHINE = "template";
    private static final List<String> CHANGING =
            List.of("create", "provision", "regenerate-certs", "upgrade", "restart", "stop");

    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Cloud cloud;
    private final Path key;
    private final String address;
    private final Path machine;
    private final List<Relay> relays = new ArrayList<>();

    /** @param certificates the CA that the host's engine trusts */
    private GoldenHost(Path folder, Path certificates) {
        cloud = Cloud.ofRealHosts(folder);
        UserEnvironment user = cloud.user();
        key = folder.resolve("id_rsa"); // a copy in the store keeps the name
        user.run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "", "-C", "", "-f", key.toString())
                .succeeds();
        address = relay(boot());
        machine = user.machine(MACHINE);
        try {
            GoldenFolders folders = new GoldenFolders(folder, certificates);
            folders.putCertificates();
            folders.setModes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        user.dockerMachine(
                        "create",
                        "--driver=generic",
                        "--generic-ip-address=" + address,
                        "--generic-ssh-port=" + SSH_PORT,
                        "--generic-ssh-key=" + key,
                        MACHINE)
                .succeeds();
    }

    static GoldenHost start(Path folder, Path certificates) {
        return new GoldenHost(folder, certificates);
    }

    /** Held while a case runs, because some change the host. */
    Lock lockFor(GoldenCase golden) {
        boolean changes = golden.arguments().stream().anyMatch(CHANGING::contains);
        return changes ? lock.writeLock() : lock.readLock();
    }

    /** The values that replace the recorded address and key. */
    void standsIn(GoldenFolders folders) {
        folders.stands("$HOSTIP", address);
        folders.stands(RECORDED_ADDRESS, address);
        folders.stands("$KEY", key.toString());
    }

    /** Output with the engine's version as recorded: without Debian's suffix and the table width that it adds. */
    static String withRecordedVersion(String stdout) {
        return stdout.contains(VERSION_SUFFIX)
                ? stdout.replaceAll("(DOCKER|Unknown) {" + VERSION_SUFFIX.length() + "}(?= )", "$1")
                        .replace(VERSION_SUFFIX, "")
                : stdout;
    }

    /** Puts a machine of driver generic on this host into a store, as the Go program leaves one. */
    void putMachine(GoldenFolders folders, String name) throws IOException {
        folders.putCertificates();
        folders.config(name, StoredMachine.generic(name).json());
        try (Stream<Path> files = Files.list(machine)) {
            for (Path file : files.toList()) {
                Path copy = folders.store().resolve(Path.of("machines", name)).resolve(file.getFileName());
                if (Files.isRegularFile(file) && Files.notExists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private String boot() {
        OpenNebulaApi api = cloud.api();
        int vm = api.instantiate(
                TEMPLATE_WITH_DOCKER_20_10,
                "golden-host",
                "CONTEXT=[NETWORK=\"YES\",SSH_PUBLIC_KEY=\"" + publicKey() + "\"]");
        api.awaitRunning(vm);
        return OpenNebulaApi.element(api.vm(vm), "IP");
    }

    private String publicKey() {
        try {
            return Files.readString(Path.of(key + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the host a free address of this computer that is as long as the recorded one. */
    private String relay(String host) {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < 50; attempt++) {
            String candidate = "127." + random.nextInt(1, 10) + "." + random.nextInt(10) + "." + random.nextInt(3, 10);
            try {
                relays.add(Relay.start(candidate, SSH_PORT, new InetSocketAddress(host, 22)));
                relays.add(Relay.start(candidate, ENGINE_PORT, new InetSocketAddress(host, ENGINE_PORT)));
                return candidate;
            } catch (IOException e) {
                closeRelays();
            }
        }
        throw new AssertionError("no free address for the host");
    }

    private void closeRelays() {
        for (Relay relay : relays) {
            try {
                relay.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        relays.clear();
    }

    @Override
    public void close() {
        closeRelays();
        cloud.close();
    }
}
