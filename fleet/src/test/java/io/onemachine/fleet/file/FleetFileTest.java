package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFileTest {
    private static FleetFile parse(String text, Map<String, String> variables) {
        return FleetFile.parse(new FleetSource("fleet.yaml", text), variables, TestDrivers.REGISTRY);
    }

    private static FleetFile parse(String text) {
        return parse(text, Map.of());
    }

    private static FleetMachine machine(FleetFile file, String name) {
        return file.machine(name).orElseThrow();
    }

    static String example(String name) throws IOException {
        return Files.readString(Path.of("..", "examples", "fleet", name));
    }

    @Test
    void oneMachineNeedsNameAndGroupOnly() {
        FleetFile file = parse("name: demo\nmachines:\n  web:\n");

        assertThat(file.name()).isEqualTo("demo");
        assertThat(file.machines())
                .containsExactly(
                        new FleetMachine("web", "web", MachineSettings.of("opennebula", Map.of()), new Place(3, 3)));
        assertThat(file.swarm()).isEmpty();
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void aFleetMayHaveNoMachines() {
        assertThat(parse("name: demo\nmachines: {}\n").machines()).isEmpty();
    }

    @Test
    void theDriverMayComeFromTheEnvironment() {
        FleetFile file =
                parse("name: d\nmachines: {a: {options: {ip-address: 10.0.0.1}}}", Map.of("MACHINE_DRIVER", "generic"));

        assertThat(machine(file, "a").settings().driver()).isEqualTo("generic");
        assertThat(machine(file, "a").settings().options()).containsEntry("generic-ip-address", List.of("10.0.0.1"));
    }

    @Test
    void aDriverThatNoMachineHasNeedNotExist() {
        FleetFile file = parse(
                "name: d\ndefaults: {lease: 8h}\nmachines: {a: {driver: generic}}", Map.of("MACHINE_DRIVER", "absent"));

        assertThat(machine(file, "a").settings().driver()).isEqualTo("generic");
    }

    @Test
    void groupsKeepTheirOrderAndNumberTheirMachines() {
        FleetFile file = parse("""
                name: d
                machines:
                  z: {count: 2}
                  a: {count: 2, names: "web{n}.example"}
                  none: {count: 0}
                  m: {names: other}
                """);

        assertThat(file.groups())
                .extracting(FleetGroup::key, FleetGroup::machines)
                .containsExactly(
                        tuple("z", List.of("z-1", "z-2")),
                        tuple("a", List.of("web1.example", "web2.example")),
                        tuple("none", List.of()),
                        tuple("m", List.of("other")));
    }

    @Test
    void numbersAreNames() {
        FleetFile file = parse("name: 7\nmachines: {1: {}, 2.5: {names: 0x10}}");

        assertThat(file.name()).isEqualTo("7");
        assertThat(file.machines()).extracting(FleetMachine::name).containsExactly("1", "0x10");
    }

    @Test
    void mapsOfAGroupMergeWithTheDefaultsAndListsReplaceThem() {
        FleetFile file = parse("""
                name: d
                defaults:
                  options: {template-id: 7, memory: 2048, network-id: [1, 2]}
                  engine: {label: [env=prod], storage-driver: overlay2}
                  ssh: {host-key: off}
                  labels: [a, b]
                  tls-san: [one.example]
                  lease: 8h
                machines:
                  web:
                    options: {opennebula-memory: 4096, network-id: 3}
                    engine: {label: [tier=web]}
                    ssh: {key-type: rsa}
                    labels: []
                  db: {lease: never, state: stopped, context: true}
                """);

        MachineSettings web = machine(file, "web").settings();
        assertThat(web.options())
                .isEqualTo(Map.of(
                        "opennebula-template-id", List.of("7"),
                        "opennebula-memory", List.of("4096"),
                        "opennebula-network-id", List.of("3")));
        assertThat(web.engine().labels()).containsExactly("tier=web");
        assertThat(web.engine().storageDriver()).isEqualTo("overlay2");
        assertThat(web.engineKeys()).containsExactlyInAnyOrder("label", "storage-driver");
        assertThat(web.ssh().hostKey()).isEqualTo(HostKeyPolicy.OFF);
        assertThat(web.ssh().keyType()).contains(SshKeyType.RSA);
        assertThat(web.labels()).contains(List.of());
        assertThat(web.tlsSans()).containsExactly("one.example");
        assertThat(web.lease()).contains(new FleetLease.After(Duration.ofHours(8)));
        MachineSettings db = machine(file, "db").settings();
        assertThat(db.options()).containsEntry("opennebula-memory", List.of("2048"));
        assertThat(db.labels()).contains(List.of("a", "b"));
        assertThat(db.lease()).contains(new FleetLease.Never());
        assertThat(db.state()).isEqualTo(PowerState.STOPPED);
        assertThat(db.context()).isTrue();
    }

    @Test
    void optionsOfTheDefaultsDoNotApplyToAnotherDriver() {
        FleetFile file = parse("""
                name: d
                defaults: {driver: opennebula, options: {memory: 1}, engine: {env: [A=b]}}
                machines: {a: {driver: generic, options: {ip-address: 10.0.0.1}}}
                """);

        assertThat(machine(file, "a").settings().options()).containsOnlyKeys("generic-ip-address");
        assertThat(machine(file, "a").settings().engine().env()).containsExactly("A=b");
    }

    @Test
    void optionsHaveTheTypesOfTheDriversFlags() {
        FleetFile file = parse("""
                name: d
                machines:
                  a:
                    options: {memory: 010, cpu: 0.50, disable-vnc: TRUE, template-id: 007, template-name: "no"}
                  b:
                    options: {memory: 0x10, disable-vnc: "false", network-id: []}
                """);

        assertThat(machine(file, "a").settings().options())
                .isEqualTo(Map.of(
                        "opennebula-memory", List.of("10"),
                        "opennebula-cpu", List.of("0.50"),
                        "opennebula-disable-vnc", List.of("true"),
                        "opennebula-template-id", List.of("007"),
                        "opennebula-template-name", List.of("no")));
        assertThat(machine(file, "b").settings().options())
                .isEqualTo(Map.of(
                        "opennebula-memory", List.of("16"),
                        "opennebula-disable-vnc", List.of("false"),
                        "opennebula-network-id", List.of()));
    }

    @Test
    void aMachineGivesTheRequestThatCreatesIt() {
        FleetFile file = parse("""
                name: d
                machines:
                  a:
                    tls-san: [x.example]
                    engine: {version: 26.1, install-url: distro, open-firewall: false}
                    ssh: {host-key: tofu}
                    context: true
                """);

        CreateRequest request = machine(file, "a").createRequest();
        assertThat(request.name()).isEqualTo("a");
        assertThat(request.driver()).isEqualTo("opennebula");
        assertThat(request.tlsSans()).containsExactly("x.example");
        assertThat(request.engine().version()).isEqualTo("26.1");
        assertThat(request.engine().installUrl()).isEqualTo("distro");
        assertThat(request.engine().opensFirewall()).isFalse();
        assertThat(request.ssh().hostKey()).isEqualTo(HostKeyPolicy.TOFU);
        assertThat(request.dockerContext()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"90m, PT1H30M", "7d, PT168H", "1d12h, PT36H"})
    void leasesAreDurations(String text, Duration duration) {
        FleetFile file = parse("name: d\nmachines: {a: {lease: " + text + "}}");

        assertThat(machine(file, "a").settings().lease()).contains(new FleetLease.After(duration));
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01T18:00Z, 2026-12-01T18:00:00Z", "2026-12-01T18:00:30+02:00, 2026-12-01T16:00:30Z"})
    void leasesAreTimesWithTheirZone(String text, Instant end) {
        FleetFile file = parse("name: d\nmachines:\n  a:\n    lease: " + text + "\n");

        assertThat(machine(file, "a").settings().lease()).contains(new FleetLease.Until(end));
    }

    @Test
    void groupsOfASwarmAreReplacedByTheirMachines() {
        FleetFile file = parse("""
                name: d
                machines: {m: {count: 2}, w: {count: 2}, x: {}}
                swarm:
                  managers: [m, x]
                  workers: [w-2, w-1]
                  autolock: true
                  nic: 1
                  data-path-nic: eth1
                  labels: {m: [a=b], w-1: [c=, d=e=f]}
                """);

        FleetSwarm swarm = file.swarm().orElseThrow();
        assertThat(swarm.managers()).containsExactly("m-1", "m-2", "x");
        assertThat(swarm.workers()).containsExactly("w-2", "w-1");
        assertThat(swarm.autolock()).contains(true);
        assertThat(swarm.nic()).contains("1");
        assertThat(swarm.dataPathNic()).contains("eth1");
        assertThat(swarm.labels())
                .isEqualTo(Map.of("m-1", List.of("a=b"), "m-2", List.of("a=b"), "w-1", List.of("c=", "d=e=f")));
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void anEvenNumberOfManagersIsAWarning() {
        FleetFile file = parse("name: d\nmachines: {m: {count: 2}}\nswarm: {managers: [m]}");

        assertThat(file.warnings())
                .singleElement()
                .hasToString("fleet.yaml:3:19: the swarm has 2 managers, which tolerate no more failures than 1 do."
                        + " Use an odd number of managers.");
    }

    @Test
    void freeKeysAreIgnoredAtEveryLevel() {
        FleetFile file = parse("""
                x-a: !!binary nonsense
                name: d
                defaults: {x-b: 1, options: {x-c: [1]}, engine: {x-d: {}}}
                machines:
                  x-group: {bad: 1}
                  a: {x-e: $NOT_SET, ssh: {x-f: 1}}
                swarm: {managers: [a], x-g: 1, labels: {x-h: 2}}
                """);

        assertThat(file.machines()).extracting(FleetMachine::name).containsExactly("a");
    }

    @Test
    void mergeKeysTakeMapsAndListsOfMaps() {
        FleetFile file = parse("""
                x-one: &one {labels: [one], options: {memory: 1}}
                x-two: &two
                  labels: [two]
                  lease: 8h
                  ssh: &ssh {host-key: off}
                name: d
                machines:
                  a: {<<: *one}
                  b: {<<: [*one, *two], options: {cpu: 2}}
                  c:
                    ssh: {<<: *ssh, key-type: rsa}
                    <<: *two
                    labels: [own]
                """);

        assertThat(machine(file, "a").settings().labels()).contains(List.of("one"));
        assertThat(machine(file, "b").settings().labels()).contains(List.of("one"));
        assertThat(machine(file, "b").settings().lease()).isPresent();
        assertThat(machine(file, "b").settings().options()).containsOnlyKeys("opennebula-cpu");
        assertThat(machine(file, "c").settings().labels()).contains(List.of("own"));
        assertThat(machine(file, "c").settings().ssh().hostKey()).isEqualTo(HostKeyPolicy.OFF);
        assertThat(machine(file, "c").settings().ssh().keyType()).contains(SshKeyType.RSA);
    }

    @Test
    void variablesKeepTheTypeOfAPlainValue() {
        FleetFile file = parse(
                "name: $NAME\nmachines:\n  a:\n    count: ${N}\n    context: $C\n    options: {memory: \"${M:-512}\"}\n",
                Map.of("NAME", "d", "N", "2", "C", "true"));

        assertThat(file.name()).isEqualTo("d");
        assertThat(file.machines()).hasSize(2);
        assertThat(machine(file, "a-1").settings().context()).isTrue();
        assertThat(machine(file, "a-1").settings().options()).containsEntry("opennebula-memory", List.of("512"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${A}|a",
                "$A-$A|a-a",
                "$$A|$A",
                "$${A}|${A}",
                "${U:-d}|d",
                "${U-d}|d",
                "${E:-d}|d",
                "${E-d}x|x",
                "${A:-${U}}|a",
                "${U:-${A}}|a",
                "${U:-${V:-$A}}|a",
                "${A:+alt}|alt",
                "${U:+alt}x|x",
                "${E:+alt}x|x",
                "${E+alt}|alt",
                "${A:?needed}|a",
                "${E?needed}x|x",
                "x${U:-}|x",
                "${U:-$$}|$",
            })
    void variablesHaveTheSyntaxOfCompose(String text, String value) {
        FleetFile file = parse(
                "name: d\nmachines:\n  a:\n    options:\n      template-name: '" + text + "'\n",
                Map.of("A", "a", "E", ""));

        assertThat(machine(file, "a").settings().options()).containsEntry("opennebula-template-name", List.of(value));
    }

    @Test
    void examplesAreFleetFiles() throws IOException {
        FleetFile simple = parse(example("simple.yaml"));
        assertThat(simple.machines()).extracting(FleetMachine::name).containsExactly("web", "db");
        FleetFile swarm = parse(example("swarm.yaml"));
        assertThat(swarm.swarm().orElseThrow().managers()).containsExactly("manager-1", "manager-2", "manager-3");
        assertThat(swarm.swarm().orElseThrow().workers()).containsExactly("node1", "node2");
        assertThat(swarm.warnings()).isEmpty();
        FleetFile variables = parse(example("variables.yaml"), Map.of("TEMPLATE", "debian", "MEMORY", "1024"));
        assertThat(variables.name()).isEqualTo("staging");
        assertThat(variables.machines()).extracting(FleetMachine::name).containsExactly("api-1", "api-2", "batch");
        assertThat(machine(variables, "api-1").settings().options())
                .isEqualTo(Map.of(
                        "opennebula-template-name", List.of("debian"),
                        "opennebula-memory", List.of("1024"),
                        "opennebula-cpu", List.of("4")));
        assertThat(machine(variables, "api-1").settings().engine().arbitraryFlags())
                .containsExactly("log-driver=journald");
        assertThat(machine(variables, "batch").settings().lease())
                .isEqualTo(Optional.of(new FleetLease.After(Duration.ofDays(7))));
    }
}
