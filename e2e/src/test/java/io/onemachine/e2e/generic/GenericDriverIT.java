package io.onemachine.e2e.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.ExistingHost;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines on an existing host, from create to rm, with the maintenance commands of all drivers. */
final class GenericDriverIT {

    private static final String SET_UP_AGAIN = """
            Waiting for SSH to be available...
            Detecting the provisioner...
            Copying certs to the local machine directory...
            Copying certs to the remote machine...
            Setting Docker configuration on the remote daemon...
            """;

    /** Puts a newer Docker into the host's package source: its own one under another number. */
    private static final String NEWER_DOCKER = """
            set -e
            cd /usr/share/onemachine/packages
            dpkg-deb -R docker.io_*.deb /root/newer
            sed -i 's/^Version: .*/Version: 99/' /root/newer/DEBIAN/control
            sed -i 's/26[.]1[.]5+dfsg1/26.1.9+dfsg1/g' /root/newer/usr/sbin/dockerd
            dpkg-deb -Znone -b /root/newer docker.io_99.deb >/dev/null
            { dpkg-deb --field docker.io_99.deb; printf 'Filename: ./docker.io_99.deb\\nSize: %s\\nSHA256: %s\\n\\n' \\
                "$(stat -c %s docker.io_99.deb)" "$(sha256sum docker.io_99.deb | cut -d' ' -f1)"; } >>Packages
            docker import /usr/share/onemachine/hello.tar local/hello >/dev/null
            docker run -d --name stays --restart always local/hello sleep 3600 >/dev/null
            docker run -d --name goes local/hello sleep 3600 >/dev/null
            """;

    @Test
    void anExistingHostIsAMachineUntilItIsForgotten(@TempDir Path folder) throws IOException, GeneralSecurityException {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            ExistingHost host = ExistingHost.in(cloud, folder);
            UserEnvironment user = cloud.user();

            loginsThatFailLeaveNothing(user, host, folder);
            creates(user, host);
            worksOverTls(user, host);
            whatSshCannotDoIsRefused(user);
            restarts(user, host);
            provisionsAndRegenerates(user, host);
            containersOutliveTheEnginesNewCertificate(user, host);
            anExistingEngineIsReachedByItsUrl(user, host);
            upgrades(user, host);
            isForgottenAndTakenByRoot(user, host);
        }
    }

    private static void loginsThatFailLeaveNothing(UserEnvironment user, ExistingHost host, Path folder) {
        Path other = ExistingHost.newKey(user, folder, "");
        create(user, host, "--generic-ssh-user=ada", "--generic-ssh-key=" + other, "--generic-ssh-port=2222")
                .failsWith(3)
                .complains("SSH login to ada@" + host.address() + ":2222 was refused", "Permission denied");
        create(
                        user.with("MACHINE_NATIVE_SSH", "true"),
                        host,
                        "--generic-ssh-user=nosuch",
                        "--generic-ssh-key=" + host.key())
                .failsWith(3)
                .complains("SSH login to nosuch@" + host.address() + ":22 was refused", "Permission denied");
        assertThat(user.store()).doesNotExist();
    }

    private static Outcome create(UserEnvironment user, ExistingHost host, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "create";
        arguments[1] = "--driver=generic";
        arguments[2] = "--generic-ip-address=" + host.address();
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[arguments.length - 1] = "gen";
        return user.dockerMachine(arguments);
    }

    private static void creates(UserEnvironment user, ExistingHost host) throws IOException {
        Outcome created = create(
                        user.with(Map.of(
                                "GENERIC_SSH_USER", "ada",
                                "GENERIC_SSH_PORT", "2222",
                                "GENERIC_SSH_KEY", host.key().toString())),
                        host,
                        "--generic-engine-port=2377")
                .succeeds();
        created.showsLine("The host's SSH key was not known; from now on it is SHA256:\\S+ \\(ED25519\\)\\.");
        assertThat(created.stdout()).contains("Running pre-create checks...\n").contains("""
                        Creating machine...
                        (gen) Importing SSH key...
                        Waiting for machine to be running, this may take a few minutes...
                        Detecting operating system of created instance...
                        Waiting for SSH to be available...
                        Detecting the provisioner...
                        Provisioning with debian...
                        Copying certs to the local machine directory...
                        Copying certs to the remote machine...
                        Setting Docker configuration on the remote daemon...
                        Checking connection to Docker...
                        Docker is up and running!
                        """);
        Path copy = user.machine("gen").resolve("id_ed25519");
        assertThat(copy).hasSameBinaryContentAs(host.key());
        assertThat(user.dockerMachine(
                                "inspect",
                                "-f",
                                "{{.Driver.IPAddress}} {{.Driver.SSHUser}} {{.Driver.SSHPort}} {{.Driver.EnginePort}} "
                                        + "{{.Driver.SSHKey}} {{.Driver.SSHKeyPath}}",
                                "gen")
                        .succeeds()
                        .stdout())
                .isEqualTo(host.address() + " ada 2222 2377 " + host.key() + " " + copy + "\n");
    }

    private static void worksOverTls(UserEnvironment user, ExistingHost host) {
        String url = "tcp://" + host.address() + ":2377";
        user.dockerMachine("ls").succeeds().showsLine("gen +- +generic +Running +" + url + " +v26\\S+ *");
        assertThat(user.dockerMachine("url", "gen").succeeds().stdout()).isEqualTo(url + "\n");
        assertThat(user.dockerMachine("ip", "gen").succeeds().stdout()).isEqualTo(host.address() + "\n");
        assertThat(user.dockerMachine("status", "gen").succeeds().stdout()).isEqualTo("Running\n");
        assertThat(user.dockerMachine("ssh", "gen", "id -un; hostname; docker ps -q")
                        .succeeds()
                        .stdout())
                .isEqualTo("ada\ngen\n");
        user.run(
                        "sh",
                        "-c",
                        "eval \"$(docker-machine env --shell sh gen)\"; docker-machine ssh gen"
                                + " cat /usr/share/onemachine/hello.tar | docker import - local/hello >/dev/null;"
                                + " docker run --rm local/hello echo hello")
                .succeeds()
                .says("hello\n");
    }

    private static void whatSshCannotDoIsRefused(UserEnvironment user) {
        user.dockerMachine("start", "gen").failsWith(1).complains("Machine \"gen\" is already running.");
        user.dockerMachine("stop", "gen").failsWith(1).complains("generic driver does not support stop");
        user.dockerMachine("kill", "gen").failsWith(1).complains("generic driver does not support kill");
    }

    private static void restarts(UserEnvironment user, ExistingHost host) {
        String before = host.asRoot("cut -d' ' -f22 /proc/1/stat").succeeds().stdout();
        assertThat(user.dockerMachine("restart", "gen").succeeds().stdout())
                .isEqualTo("Restarting \"gen\"...\nWaiting for SSH to be available...\nDetecting the provisioner...\n");
        assertThat(host.asRoot("cut -d' ' -f22 /proc/1/stat").succeeds().stdout())
                .isNotEqualTo(before);
        user.dockerMachine("ls").succeeds().showsLine("gen +- +generic +Running .* +v26\\S+ *");
    }

    private static void provisionsAndRegenerates(UserEnvironment user, ExistingHost host)
            throws IOException, GeneralSecurityException {
        user.create("one", "--opennebula-template-id=0").succeeds();
        X509Certificate first = serverCertificate(user, "gen");
        assertThat(ShownCertificate.of(host.address(), 2377)).isEqualTo(first);

        host.asRoot("rm /etc/systemd/system/docker.service.d/10-machine.conf /etc/docker/server.pem")
                .succeeds();
        assertThat(user.dockerMachine("provision", "gen", "one").succeeds().stdout())
                .isEqualTo(SET_UP_AGAIN + SET_UP_AGAIN);
        user.dockerMachine("config", "gen").succeeds();
        X509Certificate second = serverCertificate(user, "gen");
        assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());

        String question = "Regenerate TLS machine certs?  Warning: this is irreversible. (y/n): ";
        assertThat(user.runWithInput("n\n", List.of("docker-machine", "regenerate-certs", "gen"))
                        .succeeds()
                        .stdout())
                .isEqualTo(question);
        assertThat(user.runWithInput("y\n", List.of("docker-machine", "regenerate-certs", "gen"))
                        .succeeds()
                        .stdout())
                .isEqualTo(question + "Regenerating TLS certificates\n" + SET_UP_AGAIN);
        user.dockerMachine("regenerate-certs", "gen").failsWith(1).complains("Nothing was regenerated");
        assertThat(serverCertificate(user, "gen").getSerialNumber()).isNotEqualTo(second.getSerialNumber());
        assertThat(user.dockerMachine("regenerate-certs", "-f", "--client-certs", "one")
                        .succeeds()
                        .stdout())
                .isEqualTo("Regenerating TLS certificates\nRegenerating local certificates\n" + SET_UP_AGAIN);
        user.dockerMachine("ls")
                .succeeds()
                .showsLine("gen .* Running .* v26\\S+ *")
                .showsLine("one .* Running .* v26\\S+ *");
        assertThat(ShownCertificate.of(host.address(), 2377)).isEqualTo(serverCertificate(user, "gen"));

        user.dockerMachine("stop", "one").succeeds();
        user.dockerMachine("provision", "one").failsWith(1).complains("Host is not running");
        assertThat(user.dockerMachine("upgrade", "one").succeeds().stdout())
                .startsWith("Starting machine so machine can be upgraded...\nStarting \"one\"...\n")
                .endsWith("Upgrading docker...\nDocker 26.1.5+dfsg1 is the newest version that the host's packages"
                        + " offer.\n");
        user.dockerMachine("rm", "-y", "one").succeeds();
    }

    private static void containersOutliveTheEnginesNewCertificate(UserEnvironment user, ExistingHost host)
            throws IOException, GeneralSecurityException {
        host.asRoot("docker import /usr/share/onemachine/hello.tar local/hello >/dev/null;"
                        + " docker run -d --name lives local/hello sleep 3600 >/dev/null;"
                        + " echo '{\"log-level\": \"warn\"}' >/etc/docker/daemon.json")
                .succeeds();
        String life = life(host);
        X509Certificate before = serverCertificate(user, "gen");
        assertThat(user.dockerMachine("regenerate-certs", "-f", "gen")
                        .succeeds()
                        .stdout())
                .isEqualTo("Regenerating TLS certificates\n" + SET_UP_AGAIN);
        assertThat(ShownCertificate.of(host.address(), 2377))
                .as("what the engine shows, which reads its files only when it starts")
                .isEqualTo(serverCertificate(user, "gen"))
                .isNotEqualTo(before);
        assertThat(life(host)).isEqualTo(life);
        assertThat(host.asRoot("cat /etc/docker/daemon.json; ls -A /etc/docker;"
                                + " docker info -f '{{.LiveRestoreEnabled}}' 2>/dev/null")
                        .succeeds()
                        .stdout())
                .as("the engine's configuration is as it was")
                .isEqualTo("{\"log-level\": \"warn\"}\nca.pem\ndaemon.json\nserver-key.pem\nserver.pem\nfalse\n");

        host.asRoot("echo '{\"live-restore\": false}' >/etc/docker/daemon.json").succeeds();
        user.dockerMachine("regenerate-certs", "-f", "gen")
                .succeeds()
                .says(
                        "The engine's restart has stopped 1 running container: /etc/docker/daemon.json says that the engine"
                                + " keeps none. Those with a restart policy start again by themselves");
        host.asRoot("rm /etc/docker/daemon.json; docker rm -f lives >/dev/null").succeeds();
    }

    /** When the container started, and as which process. */
    private static String life(ExistingHost host) {
        return host.asRoot("docker inspect -f '{{.State.Running}} {{.State.StartedAt}} {{.State.Pid}}' lives")
                .succeeds()
                .stdout();
    }

    private static void anExistingEngineIsReachedByItsUrl(UserEnvironment user, ExistingHost host) {
        String url = "tcp://" + host.address() + ":2377";
        assertThat(user.dockerMachine("create", "-d", "none", "--url", url, "other")
                        .succeeds()
                        .stdout())
                .startsWith("Running pre-create checks...\nCreating machine...\nTo see how to connect");
        user.dockerMachine("ls", "--filter", "driver=none")
                .succeeds()
                .showsLine("other +- +none +Running +" + url + " +v26\\S+ *");
        assertThat(user.dockerMachine("ip", "other").succeeds().stdout()).isEqualTo(host.address() + ":2377\n");
        assertThat(user.dockerMachine("url", "other").succeeds().stdout()).isEqualTo(url + "\n");
        assertThat(user.dockerMachine("status", "other").succeeds().stdout()).isEqualTo("Running\n");
        user.dockerMachine("env", "--shell", "sh", "other").succeeds().says("export DOCKER_HOST=\"" + url + "\"\n");
        assertThat(user.dockerMachine("version", "other").succeeds().stdout()).startsWith("26.");
        user.dockerMachine("stop", "other").failsWith(1).complains("hosts without a driver cannot be stopped");
        user.dockerMachine("start", "other").failsWith(1).complains("Machine \"other\" is already running.");
        user.dockerMachine("restart", "other").failsWith(1).complains("hosts without a driver cannot be restarted");
        user.dockerMachine("kill", "other").failsWith(1).complains("hosts without a driver cannot be killed");
        for (String[] command : new String[][] {
            {"ssh", "other", "true"}, {"provision", "other"}, {"regenerate-certs", "-f", "other"}, {"upgrade", "other"}
        }) {
            user.dockerMachine(command).failsWith(1).complains("Machine \"other\" has no host to log in to");
        }
        user.dockerMachine("rm", "-y", "other").succeeds();
        user.dockerMachine("config", "gen").succeeds();
    }

    private static void upgrades(UserEnvironment user, ExistingHost host) {
        assertThat(user.dockerMachine("upgrade", "gen").succeeds().stdout()).isEqualTo("""
                        Waiting for SSH to be available...
                        Detecting the provisioner...
                        Upgrading docker...
                        Docker 26.1.5+dfsg1 is the newest version that the host's packages offer.
                        """);
        host.asRoot(NEWER_DOCKER).succeeds();
        host.asRoot("apt-mark hold docker.io >/dev/null").succeeds();
        user.dockerMachine("upgrade", "gen").failsWith(1).complains("holds Docker", "apt-mark unhold docker.io");
        host.asRoot("apt-mark unhold docker.io >/dev/null").succeeds();

        assertThat(user.dockerMachine("upgrade", "gen").succeeds().stdout()).isEqualTo("""
                        Waiting for SSH to be available...
                        Detecting the provisioner...
                        Upgrading docker...
                        Restarting docker...
                        Docker was upgraded from 26.1.5+dfsg1 to 26.1.9+dfsg1.
                        These containers ran before the upgrade and do not run now: goes. "docker start" starts them; \
                        with a restart policy they start by themselves.
                        """);
        assertThat(user.dockerMachine("version", "gen").succeeds().stdout()).isEqualTo("26.1.9+dfsg1\n");
        assertThat(user.dockerMachine("ssh", "gen", "docker ps --format '{{.Names}}'")
                        .succeeds()
                        .stdout())
                .isEqualTo("stays\n");
    }

    private static void isForgottenAndTakenByRoot(UserEnvironment user, ExistingHost host) {
        user.dockerMachine("rm", "-y", "gen").succeeds().says("Successfully removed gen\n");
        assertThat(user.machine("gen")).doesNotExist();
        assertThat(host.asRoot("docker ps --format '{{.Names}}'").succeeds().stdout())
                .as("the host stays as it is")
                .isEqualTo("stays\n");

        create(user, host, "--generic-ssh-key=" + host.key()).succeeds();
        user.dockerMachine("ls").succeeds().showsLine("gen +- +generic +Running +tcp://\\S+:2376 +v26\\S+ *");
        assertThat(user.dockerMachine("ssh", "gen", "id -un").succeeds().stdout())
                .isEqualTo("root\n");
    }

    private static X509Certificate serverCertificate(UserEnvironment user, String machine)
            throws IOException, CertificateException {
        try (InputStream file = Files.newInputStream(user.machine(machine).resolve("server.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }
}
