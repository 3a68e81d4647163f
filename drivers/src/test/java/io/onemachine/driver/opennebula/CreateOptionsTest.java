package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.host.HostToAdopt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that a stored machine was created with, and what a change of each requires. */
class CreateOptionsTest {
    private final DriverProvider provider = new OpenNebulaDriverProvider();
    private final DriverFixture bench;
    private final Path folder;

    CreateOptionsTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @Test
    void onlyWhatDiffersFromTheDefaultIsThere() {
        assertThat(options("opennebula-template-id=0")).isEqualTo(Map.of("opennebula-template-id", List.of("0")));
        assertThat(options(
                        "opennebula-image-id=0",
                        "opennebula-network-name=public",
                        "opennebula-cpu=1",
                        "opennebula-memory=1024",
                        "opennebula-vcpu=2",
                        "opennebula-ssh-user=docker",
                        "opennebula-start-retries=600"))
                .isEqualTo(Map.of(
                        "opennebula-image-id", List.of("0"),
                        "opennebula-network-name", List.of("public"),
                        "opennebula-vcpu", List.of("2")));
    }

    /** A template may have other values than the defaults without one. */
    @Test
    void sizesThatWereGivenWithATemplateAreThere() {
        assertThat(options("opennebula-template-id=0", "opennebula-cpu=1", "opennebula-memory=1024"))
                .containsEntry("opennebula-cpu", List.of("1"))
                .containsEntry("opennebula-memory", List.of("1024"));
    }

    @Test
    void accountAndAnswersAreLeftOut() throws Exception {
        Path certificates = Files.createFile(folder.resolve("ca.pem"));
        Map<String, List<String>> options = options(
                "opennebula-template-name=web",
                "opennebula-user=oneadmin",
                "opennebula-password=opennebula",
                "opennebula-store-password",
                "opennebula-xmlrpcurl=" + DriverFixture.ENDPOINT,
                "opennebula-tls-ca-cert=" + certificates,
                "opennebula-request-timeout=20",
                "opennebula-input=PASSWORD=secret");

        assertThat(options).isEqualTo(Map.of("opennebula-template-name", List.of("web")));
    }

    @Test
    void theyMakeTheSameConfigurationAgain() {
        String[][] lines = {
            {
                "opennebula-template-name=web",
                "opennebula-template-owner=bob",
                "opennebula-nic=NETWORK=private",
                "opennebula-nic=NETWORK_ID=0,MODEL=virtio",
                "opennebula-nic=private",
                "opennebula-security-group=default",
                "opennebula-security-group=docker",
                "opennebula-label=a",
                "opennebula-label=tier=web",
                "opennebula-attribute=OWNER=\"ops\" RAW=[TYPE=\"kvm\",DATA=\"a, b\"]",
                "opennebula-context-replace",
                "opennebula-persistent",
                "opennebula-lease=8h",
                "opennebula-permissions=640",
                "opennebula-group=users",
                "opennebula-requirements=FREE_CPU > 50",
                "opennebula-rank=RUNNING_VMS",
                "opennebula-vm-group=spread",
                "opennebula-vm-group-role=web",
                "opennebula-cpu=0.5",
                "opennebula-cpu-model=host-passthrough",
                "opennebula-hold",
                "opennebula-no-ready-wait",
                "opennebula-ssh-user=ops"
            },
            {
                "opennebula-image-name=boot2docker",
                "opennebula-image-owner=oneadmin",
                "opennebula-network-id=1",
                "opennebula-network-owner=oneadmin",
                "opennebula-dev-prefix=vd",
                "opennebula-disk-resize=4096",
                "opennebula-b2d-size=2048",
                "opennebula-vnc-listen=127.0.0.1",
                "opennebula-cluster=0",
                "opennebula-host=node 1",
                "opennebula-datastore-requirements=ID = 0",
                "opennebula-datastore-rank=FREE_MB",
                "opennebula-memory=2048",
                "opennebula-start-retries=30"
            },
            {"opennebula-image-id=0", "opennebula-network-id=1", "opennebula-disable-vnc"}
        };
        for (String[] line : lines) {
            Driver driver = bench.with(line);
            Map<String, List<String>> options =
                    provider.createOptions(driver.config()).orElseThrow();

            Driver again = bench.fresh();
            again.setOptions(DriverOptions.resolveTexts(provider.flags(), options, bench.environment));

            assertThat(again.config()).isEqualTo(driver.config());
        }
    }

    @Test
    void thoseOfAnAdoptedVmAreNotKnown() {
        Driver driver = bench.fresh();
        driver.adopt(new HostToAdopt("7", "", OptionalInt.empty(), Optional.empty()), bench.options());

        assertThat(provider.createOptions(driver.config())).isEmpty();
    }

    @Test
    void aMachineOfTheGoProgramHasThemToo() {
        DriverConfig config = DriverConfig.parse("""
                {"MachineName": "old", "SSHUser": "docker", "TemplateName": "", "TemplateID": "3", "CPU": "", "VCPU": "",
                 "Memory": "512", "User": "bob", "Password": "secret", "StartRetries": "600", "DisableVNC": false,
                 "Config": {"Token": "bob:secret", "Endpoint": "http://one"}, "MachineId": 4}""");

        assertThat(provider.createOptions(config).orElseThrow())
                .isEqualTo(Map.of("opennebula-template-id", List.of("3"), "opennebula-memory", List.of("512")));
    }

    @Test
    void everyOptionIsClassified() {
        Map<OptionEffect, Set<String>> byEffect = new EnumMap<>(OptionEffect.class);
        for (DriverFlag flag : provider.flags()) {
            byEffect.computeIfAbsent(provider.effectOf(flag.name()), none -> new TreeSet<>())
                    .add(flag.name().replaceFirst("^opennebula-", ""));
        }
        Set<String> replacing = byEffect.remove(OptionEffect.REPLACE);

        assertThat(byEffect)
                .isEqualTo(Map.of(
                        OptionEffect.CPU,
                        Set.of("cpu"),
                        OptionEffect.VCPU,
                        Set.of("vcpu"),
                        OptionEffect.MEMORY,
                        Set.of("memory"),
                        OptionEffect.DISK,
                        Set.of("disk-resize"),
                        OptionEffect.LABELS,
                        Set.of("label"),
                        OptionEffect.LEASE,
                        Set.of("lease"),
                        OptionEffect.PERMISSIONS,
                        Set.of("permissions"),
                        OptionEffect.CREATION_ONLY,
                        Set.of(
                                "user",
                                "password",
                                "store-password",
                                "xmlrpcurl",
                                "tls-ca-cert",
                                "tls-insecure",
                                "request-timeout",
                                "hold",
                                "start-retries",
                                "no-ready-wait",
                                "rank",
                                "datastore-rank",
                                "input")));
        assertThat(replacing)
                .contains("template-id", "image-name", "network-id", "nic", "ssh-user", "userdata", "attribute")
                .hasSize(OpenNebulaOption.values().length
                        - byEffect.values().stream().mapToInt(Set::size).sum());
    }

    private Map<String, List<String>> options(String... flags) {
        return provider.createOptions(bench.with(flags).config()).orElseThrow();
    }
}
