package io.onemachine.e2e.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several machines created by one command. */
final class CreateManyIT {

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void severalNamesCreateAlikeMachinesOfOneCa() throws Exception {
        Outcome created = create("a1", "a2", "a3").succeeds();

        List<String> lines = created.stdout().lines().toList();
        for (String name : List.of("a1", "a2", "a3")) {
            assertThat(lines).anyMatch(line -> line.endsWith(" env " + name));
            user.dockerMachine("config", name).succeeds();
            assertThat(Files.readString(user.machine(name).resolve("ca.pem")))
                    .isEqualTo(Files.readString(user.store().resolve("certs/ca.pem")));
        }
        assertThat(lines).contains("(a1) Starting VM...", "(a2) Starting VM...", "(a3) Starting VM...");
        assertThat(lines)
                .filteredOn(line -> !line.matches("\\(a[123]\\) .*"))
                .allMatch(line -> line.startsWith("Creating "));
    }

    @Test
    void whenANameIsTakenNothingIsCreated() {
        create("b1").succeeds();
        int before = cloud.api().vms().size();

        create("b2", "b1").failsWith(1).complains("Docker machine \"b1\" already exists");
        create("b2", "b2").failsWith(1).complains("\"b2\" is named twice");
        create("b2", "-x").failsWith(1);
        create("b2", "../b3").failsWith(1).complains("Found extra arguments [../b3]");

        assertThat(user.machine("b2")).doesNotExist();
        assertThat(cloud.api().vms()).hasSize(before);
    }

    /** A word after a value without quotes, an option without its dashes, the value of an option repeated. */
    @Test
    void strayWordsCreateNoMachines() {
        int before = cloud.api().vms().size();

        create("web1", "opennebula-network-id", "0")
                .failsWith(1)
                .complains("--opennebula-network-id without its dashes");
        create("web1", "d").failsWith(1).complains("\"d\" is the name of the option --driver");
        create("web1", "opennebula").failsWith(1).complains("\"opennebula\" is the value of the option --driver");
        create("web1", "--opennebula-memory", "512", "MB", "--opennebula-cpu", "1")
                .failsWith(1)
                .complains("MB", "do not stand together");
        user.dockerMachine("create", "web1", "-d", "opennebula", "--opennebula-template-name", "debian-docker", "large")
                .failsWith(1)
                .complains("do not stand together");
        create("bad_name", "web1").failsWith(1).complains("Invalid hostname specified", "\"bad_name\"");

        assertThat(cloud.api().vms()).hasSize(before);
        assertThat(user.dockerMachine("ls", "-q", "--filter", "name=^(web1|large|MB|d)$")
                        .succeeds()
                        .stdout())
                .isEmpty();
    }

    @Test
    void wordsAfterTheTerminatorAreNamesInAnyCase() {
        create("--", "swarm", "opennebula").succeeds();

        user.dockerMachine("rm", "-y", "swarm", "opennebula").succeeds();
    }

    @Test
    void whenTheCheckOfOneFailsNoneIsCreated() {
        int before = cloud.api().vms().size();
        cloud.devcloud("fault", "add", "one.template.info", "error", "4096", "not today", "--times", "1")
                .succeeds();
        Outcome outcome;
        try {
            outcome = create("e1", "e2", "e3");
        } finally {
            cloud.devcloud("fault", "clear").succeeds();
        }

        // Those that waited for the same answer fail with it, too.
        assertThat(outcome.failsWith(3).complains("not today").stderr().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("not today") || line.contains("is not created, as the check of \"e"));
        assertThat(cloud.api().vms()).hasSize(before);
        assertThat(user.dockerMachine("ls", "-q", "--filter", "name=^e")
                        .succeeds()
                        .stdout())
                .isEmpty();
    }

    @Test
    void aFailureDoesNotAffectTheOthers() {
        cloud.devcloud("fault", "add", "one.template.instantiate", "error", "4096", "no room", "--times", "1")
                .succeeds();
        Outcome outcome;
        try {
            outcome = create("c1", "c2", "c3");
        } finally {
            cloud.devcloud("fault", "clear").succeeds();
        }

        outcome.failsWith(1).complains("no room");
        assertThat(user.dockerMachine("ls", "-q", "--filter", "name=^c")
                        .succeeds()
                        .stdout()
                        .lines())
                .hasSize(2);
        user.dockerMachine("ls", "--filter", "name=^c").succeeds().showsLine("c. .* Running .*");
    }

    @Test
    void whenAllFailTheirChecksTheExitCodeIsThatOfAFailedCheck() {
        user.dockerMachine("create", "--driver", "opennebula", "--opennebula-template-id", "77", "d1", "d2")
                .failsWith(3)
                .complains("there is no template with id 77");
        assertThat(user.machine("d1")).doesNotExist();
    }

    private static Outcome create(String... names) {
        List<String> arguments =
                new ArrayList<>(List.of("create", "--driver", "opennebula", "--opennebula-template-id", "0"));
        arguments.addAll(List.of(names));
        return user.dockerMachine(arguments.toArray(String[]::new));
    }
}
