package io.onemachine.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rocky, Alma, Oracle, Amazon, Fedora: dnf, rpm and firewalld are real. */
final class RpmFamilyIT {
    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofRealHosts(folder);
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    /** Docker's packages come from a repository that the host has, the firewall is opened, and everything else works there. */
    @Test
    void rockyWithAFirewallIsSetUpFromTheRepositoryThatIsThere() throws IOException {
        FamilyHost host = FamilyHost.in(cloud, "rocky-9", """
                /usr/share/onemachine/offer old
                systemctl enable --now firewalld
                """);
        host.create("--engine-opt", "default-ulimit=nofile=512:1024")
                .succeeds()
                .says(
                        "Provisioning with rocky...\n",
                        "Installing Docker...\n",
                        "The host's firewall (firewalld) now lets 2376/tcp through, also after a restart.\n",
                        "Docker is up and running!\n");
        host.worksOverTls();
        assertThat(host.says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline"))
                .startsWith("/usr/bin/dockerd --containerd=/run/containerd/containerd.sock -H tcp://0.0.0.0:2376 ");
        assertThat(host.says("rpm -q --qf '%{NAME}\\n' docker-ce containerd.io"))
                .isEqualTo("docker-ce\ncontainerd.io\n");
        host.keepsAContainerOverNewCertificates()
                .isProvisionedAgain()
                .upgrades(
                        "dnf -q versionlock add docker-ce",
                        "dnf -q versionlock delete docker-ce",
                        "dnf versionlock delete docker-ce")
                .livesThroughStopAndStart();
        assertThat(host.asRoot("firewall-cmd --permanent --query-port=2376/tcp; firewall-cmd --query-port=2376/tcp"))
                .isEqualTo("yes\nyes\n");
        String ip = host.dockerMachine("ip").succeeds().stdout().strip();
        try (Socket engine = new Socket()) {
            engine.connect(new InetSocketAddress(ip, 2376), 5000);
        }
        host.isRemoved();
    }

    @Test
    void aClosedFirewallThatIsToStayAsItIsIsReported() {
        FamilyHost host = FamilyHost.in(
                cloud,
                "centos-stream-9",
                """
                systemctl enable --now firewalld
                firewall-cmd --add-port=2376/tcp
                firewall-cmd --permanent --add-port=2376/tcp
                """); // permanent, as an engine that starts for the first time lets firewalld load its files again
        host.create("--engine-open-firewall=false").succeeds();
        host.asRoot("firewall-cmd --remove-port=2376/tcp");
        host.dockerMachine("provision")
                .succeeds()
                .says("The host's firewall (firewalld) does not let 2376/tcp through", "--engine-open-firewall");
        assertThat(host.asRoot("firewall-cmd --query-port=2376/tcp || true")).isEqualTo("no\n");
        host.isRemoved();
    }

    /** On Alma and Oracle the repository's file is ours; the host's own download.docker.com answers over TLS with signed packages. */
    @Test
    void almaGetsDockersRepository() {
        FamilyHost host = FamilyHost.in(cloud, "alma-9", "");
        host.create("--engine-install-url=distro", "--keep-on-failure")
                .failsWith(1)
                .complains("has no package of the Docker Engine", "Leave --engine-install-url out");
        assertThat(host.says("ls /etc/yum.repos.d; command -v dockerd || true")).doesNotContain("docker");
        host.isRemoved();

        host.create().succeeds().says("Provisioning with almalinux...\n", "Docker is up and running!\n");
        host.worksOverTls();
        assertThat(host.says("cat /etc/yum.repos.d/docker-ce.repo"))
                .contains(
                        "baseurl=https://download.docker.com/linux/rhel/9/$basearch/stable\n",
                        "gpgcheck=1\n",
                        "gpgkey=https://download.docker.com/linux/rhel/gpg\n");
        host.isRemoved();
    }

    /** Packages that cannot be there beside Docker's are named, not removed. */
    @Test
    void packagesThatStandInTheWayOnOracleAreNamed() {
        FamilyHost host = FamilyHost.in(cloud, "oracle-9", "dnf -q -y install podman-docker runc");
        host.create("--keep-on-failure").failsWith(1).complains("podman-docker", "remove the package podman-docker");
        host.asRoot("dnf -q -y remove podman-docker");
        host.dockerMachine("provision").failsWith(1).complains("cannot be there beside Docker's", "dnf remove", "runc");
        assertThat(host.says("rpm -q --qf '%{NAME}\\n' runc")).isEqualTo("runc\n");
        host.asRoot("dnf -q -y remove runc");
        host.dockerMachine("provision").succeeds();
        host.worksOverTls().isRemoved();
    }

    /** Docker is there already, started by the distribution's unit with a file of options. */
    @Test
    void amazonKeepsTheArgumentsOfItsUnit() {
        FamilyHost host = FamilyHost.in(cloud, "amazon-2023", """
                dnf -q -y install docker
                sed -i 's/^OPTIONS=.*/OPTIONS="-H fd:\\/\\/ --default-ulimit nofile=512:1024"/' /etc/sysconfig/docker
                """);
        host.create().succeeds().says("Provisioning with amazon...\n", "Docker is up and running!\n");
        host.worksOverTls().keepsAContainerOverNewCertificates();
        assertThat(host.says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline"))
                .contains(" --default-ulimit nofile=512:1024 ", " -H tcp://0.0.0.0:2376 ")
                .doesNotContain("fd://");
        host.isRemoved();
    }

    /** A bare command line would not start: Fedora's engine finds docker-proxy only by the arguments of its unit. */
    @Test
    void fedorasEngineFindsItsProxy() {
        FamilyHost host = FamilyHost.in(cloud, "fedora-42", "");
        host.create("--engine-install-url=distro")
                .succeeds()
                .says("Provisioning with fedora...\n", "Docker is up and running!\n");
        host.worksOverTls();
        assertThat(host.says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline")).contains("--userland-proxy-path");
        host.says("docker run -d --name web -p 8080:80 local/hello sh -c 'echo served >/i; httpd -f -p 80 -h /'");
        assertThat(host.says("curl -fsS --retry 5 --retry-connrefused http://127.0.0.1:8080/i"))
                .isEqualTo("served\n");
        host.isRemoved();
    }
}
