package io.onemachine.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** openSUSE, Arch, Alpine, Flatcar, Photon: zypper, pacman, OpenRC, the read-only /usr and iptables are real. */
final class OtherFamiliesIT {
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

    /** While another zypper has the lock, the upgrade waits. */
    @Test
    void openSuseIsSetUpByZypper() {
        FamilyHost host = FamilyHost.in(cloud, "opensuse-leap-15.6", "/usr/share/onemachine/offer old");
        host.create()
                .succeeds()
                .says("Provisioning with opensuse...\n", "Installing Docker...\n", "Docker is up and running!\n");
        host.worksOverTls();
        assertThat(host.says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline")).contains(" --add-runtime oci=");
        host.keepsAContainerOverNewCertificates()
                .isProvisionedAgain()
                .upgrades("zypper -q addlock docker", """
                        zypper -q removelock docker
                        systemd-run --quiet sh -c '{ touch /run/locking; sleep 6; touch /run/released; } | zypper shell'
                        until [ -s /run/zypp.pid ] && [ -e /run/locking ]; do sleep 0.1; done
                        """, "zypper removelock docker");
        assertThat(host.says("ls /run/released")).isEqualTo("/run/released\n");
        host.livesThroughStopAndStart().isRemoved();

        host.create("--engine-version=99", "--keep-on-failure")
                .failsWith(1)
                .complains("The distribution has no Docker 99. It has:\n  ");
        host.isRemoved();
    }

    @Test
    void archIsSetUpByPacman() {
        FamilyHost host = FamilyHost.in(cloud, "arch", "/usr/share/onemachine/offer old");
        host.create("--engine-version=99", "--keep-on-failure")
                .failsWith(1)
                .complains("The distribution has no Docker 99. It has:\n  ");
        host.isRemoved();
        host.create().succeeds().says("Provisioning with arch...\n", "Docker is up and running!\n");
        host.worksOverTls()
                .keepsAContainerOverNewCertificates()
                .isProvisionedAgain()
                .upgrades(
                        "sed -i 's/^\\[options\\]/&\\nIgnorePkg = docker/' /etc/pacman.conf",
                        "sed -i '/^IgnorePkg/d' /etc/pacman.conf",
                        "take docker out of IgnorePkg")
                .livesThroughStopAndStart()
                .isRemoved();
    }

    /** BusyBox's shell and users, doas in place of sudo, OpenRC in place of systemd. */
    @Test
    void alpineIsSetUpByApkAndOpenRc() {
        FamilyHost host = FamilyHost.in(cloud, "alpine-3.22", "/usr/share/onemachine/offer old");
        host.create("--engine-opt", "log-opt=tag={{.Name}} $1 \"%\"")
                .succeeds()
                .says("Provisioning with alpine...\n", "Docker is up and running!\n");
        host.worksOverTls();
        assertThat(host.asRoot("cat /proc/$(pidof dockerd)/cmdline").split("\0", -1))
                .contains("--log-opt=tag={{.Name}} $1 \"%\"");
        assertThat(host.says("id -Gn")).contains("docker");
        host.keepsAContainerOverNewCertificates()
                .isProvisionedAgain()
                .upgrades("echo 'docker=1' >>/etc/apk/world", "sed -i '/^docker=1/d' /etc/apk/world", "apk add docker")
                .livesThroughStopAndStart()
                .isRemoved();
    }

    /** An engine that is started before containerd starts one of its own; its next start finds the other one. */
    @Test
    void alpinesEngineThatChangesItsContainerdStopsItsContainersAndSaysSo() {
        FamilyHost host = FamilyHost.in(cloud, "alpine-3.22", "/usr/share/onemachine/offer old");
        host.create().succeeds();
        host.worksOverTls();
        host.asRoot("rc-service docker stop && rc-service containerd stop && rm -f /run/containerd/containerd.sock");
        host.asRoot("rc-service --nodeps docker start"
                + " && for i in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.1; done");
        host.asRoot("rc-service containerd start"
                + " && for i in $(seq 100); do [ -S /run/containerd/containerd.sock ] && break; sleep 0.1; done");
        host.says("docker run -d --name goes --network none local/hello sleep 4711");

        host.dockerMachine("regenerate-certs", "-f")
                .succeeds()
                .says("has stopped 1 running container", "had a containerd of its own");

        assertThat(host.asRoot("pgrep -f '[s]leep 4711' | wc -l"))
                .as("left behind")
                .isEqualTo("0\n");
        host.keepsAContainerOverNewCertificates().isRemoved();
    }

    /** The log of an engine that does not start is in the error. */
    @Test
    void alpinesEngineThatDoesNotStartIsReported() {
        FamilyHost host = FamilyHost.in(cloud, "alpine-3.22", "");
        host.create("--engine-opt", "data-root=/proc/none", "--keep-on-failure")
                .failsWith(1)
                .complains("Cannot start the Docker engine", "/proc/none");
        host.isRemoved();
    }

    @Test
    void flatcarWithReadOnlyUsrKeepsItsUnit() {
        FamilyHost host = FamilyHost.in(cloud, "flatcar", "");
        host.create("--opennebula-ssh-user=core")
                .succeeds()
                .says("Provisioning with flatcar...\n", "Docker is up and running!\n");
        host.worksOverTls().keepsAContainerOverNewCertificates();
        assertThat(host.says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline")).contains(" --containerd=");
        host.dockerMachine("upgrade").failsWith(1).complains("Docker is part of the system there");
        host.livesThroughStopAndStart().isRemoved();
    }

    @Test
    void photonsFirewallIsOpened() {
        FamilyHost host = FamilyHost.in(cloud, "photon-5", "/usr/share/onemachine/offer both");
        host.create()
                .succeeds()
                .says(
                        "Provisioning with photon...\n",
                        "The host's firewall (iptables) now lets 2376/tcp through, also after a restart.\n",
                        "Docker is up and running!\n");
        host.worksOverTls().livesThroughStopAndStart().isRemoved();
    }
}
