package io.onemachine.e2e.support;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A Linux host that was not created by docker-machine: an SSH server on ports 22 and 2222 that lets one key in, for root and for the user
 * ada, who may use sudo. Unlike Debian 13 it does not block addresses after failed logins, because tests fail on purpose and retry at once.
 *
 * @param user the computer that logs in to it
 * @param key the private key, in OpenSSH's own format and without a file of the public one
 */
public record ExistingHost(UserEnvironment user, String address, Path key) {

    private static final String START = """
            useradd -m -s /bin/bash ada
            echo 'ada ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/ada
            mkdir -p /home/ada/.ssh && cp /root/.ssh/authorized_keys /home/ada/.ssh/ && chown -R ada: /home/ada/.ssh
            printf 'Port 22\\nPort 2222\\nPerSourcePenalties no\\n' >/etc/ssh/sshd_config.d/ports.conf
            systemctl reload ssh
            """;

    /** Boots one in a cloud. */
    public static ExistingHost in(Cloud cloud, Path folder) {
        Path key = newKey(cloud.user(), folder, "");
        String publicKey = text(key.resolveSibling(key.getFileName() + ".pub"));
        delete(key.resolveSibling(key.getFileName() + ".pub"));
        cloud.api()
                .call(
                        "one.template.instantiate",
                        0,
                        "existing",
                        false,
                        """
                        CONTEXT=[NETWORK="YES",SSH_PUBLIC_KEY="%s",START_SCRIPT_BASE64="%s"]""".formatted(publicKey, Base64.getEncoder().encodeToString(START.getBytes(UTF_8))),
                        false);
        int vm = cloud.api().vms().getFirst();
        String address = element(element(cloud.api().vm(vm), "NIC"), "IP");
        ExistingHost host = new ExistingHost(cloud.user(), address, key);
        host.user.run("sh", "-c", "until " + String.join(" ", host.ssh("ada", 2222)) + " true; do sleep 0.2; done");
        return host;
    }

    /** Generates a key with {@code ssh-keygen}. */
    public static Path newKey(UserEnvironment user, Path folder, String passphrase) {
        try {
            Path key = Files.createTempDirectory(folder, "key").resolve("id_ed25519");
            user.run("ssh-keygen", "-q", "-t", "ed25519", "-C", "", "-N", passphrase, "-f", key.toString())
                    .succeeds();
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script on the host as root. */
    public Outcome asRoot(String script) {
        return user.runWithInput(script, withCommand(ssh("root", 22), "sh", "-s"));
    }

    private List<String> ssh(String login, int port) {
        return List.of(
                "ssh",
                "-F",
                "/dev/null",
                "-o",
                "BatchMode=yes",
                "-o",
                "LogLevel=error",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-i",
                key.toString(),
                "-p",
                Integer.toString(port),
                login + "@" + address);
    }

    private static List<String> withCommand(List<String> ssh, String... command) {
        List<String> all = new ArrayList<>(ssh);
        all.addAll(List.of(command));
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
