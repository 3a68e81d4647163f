package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.AttachedCommands;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.ScriptedDriver;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the argument lists of the programs that {@code ssh}, {@code scp} and {@code mount} run. */
final class FilesTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV";
    private static final List<String> CONNECTION = List.of(
            "-o",
            "GlobalKnownHostsFile=/dev/null",
            "-o",
            "CheckHostIP=no",
            "-o",
            "VerifyHostKeyDNS=no",
            "-o",
            "NoHostAuthenticationForLocalhost=no",
            "-o",
            "LogLevel=quiet");
    private static final CommandResult OPENSSH_9 = new CommandResult(0, "", "OpenSSH_9.2p1 Debian-2\n");
    private static final CommandResult OPENSSH_8 = new CommandResult(0, "", "OpenSSH_8.4p1 Debian-5\n");

    @TempDir
    Path folder = Path.of("");

    private final ScriptedDriver driver = new ScriptedDriver();
    private AttachedCommands commands = new AttachedCommands(0);
    private CommandResult version = OPENSSH_9;

    @BeforeEach
    void createMachineAndPrograms() throws IOException {
        TestCertificates.copyTo(folder.resolve("store"));
        for (String name : List.of("ssh", "scp", "rsync", "sshfs", "fusermount")) {
            Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
            assertThat(Files.writeString(program, "").toFile().setExecutable(true))
                    .isTrue();
        }
        assertThat(run("create", "-d", "scripted", "m1").exit()).isZero();
        Files.writeString(folder.resolve("store/machines/m1/known_hosts"), "* " + HOST_KEY + "\n");
    }

    @Test
    void optionsOfSshMayStandOnBothSidesOfTheName() {
        run("ssh", "-A", "-L", "80:web:80", "m1", "-t", "--", "top");

        assertThat(only()).endsWith("-p", "2222", "-A", "-L", "80:web:80", "-t", "--", "top");
    }

    @Test
    void sshUsesAnotherConfigurationFileWhenRequested() {
        assertThat(run("ssh", "m1").exit()).isZero();
        assertThat(only()).startsWith("ssh", "-F", "/dev/null");

        commands = new AttachedCommands(0);
        Outcome outcome =
                program().environment("MACHINE_SSH_CONFIG", "/my/config").run("ssh", "m1");
        assertThat(outcome.exit()).isZero();
        assertThat(only()).startsWith("ssh", "-F", "/my/config");
    }

    @Test
    void scpGetsTheMachinesKeyAndPort() {
        assertThat(run("scp", "-r", "f", "bob@m1:/srv/x y")).isEqualTo(new Outcome(0, "", ""));

        assertThat(only())
                .startsWith("scp", "-o", "StrictHostKeyChecking=yes", "-o")
                .containsSequence(CONNECTION)
                .endsWith(
                        "-3",
                        "-r",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "Port=2222",
                        "-o",
                        "IdentityFile=\"/keys/id\"",
                        "f",
                        "bob@192.0.2.7:/srv/x y");
    }

    @Test
    void sourceAndDestinationKeepTheirOrderWhereverFlagsStand() {
        run("scp", "f", "-q", "m1:g");

        assertThat(only()).endsWith("f", "someone@192.0.2.7:g");
    }

    @ParameterizedTest
    @CsvSource({"-x, ./-x", "a:b, ./a:b", "./a:b, ./a:b", "/a:b, /a:b", "localhost:c, c"})
    void aLocalPathIsNeverMistakenForAnOptionOrAMachine(String typed, String handedOn) throws IOException {
        Path inWorkingFolder = Path.of("a:b");
        Files.writeString(inWorkingFolder, "");
        try {
            run("scp", "--", typed, "m1:x");
        } finally {
            Files.delete(inWorkingFolder);
        }
        assertThat(only()).endsWith(handedOn, "someone@192.0.2.7:x");
    }

    @Test
    void anUnknownMachineIsReportedWithTheSyntaxForALocalFile() {
        Outcome outcome = run("scp", "f", "nosuch:x");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("""
                Error loading host: Error loading host: Docker machine "nosuch" does not exist. Use "docker-machine ls" to \
                list machines. Use "docker-machine create" to add a new one.
                For a file of that name on this computer write "./nosuch:x".
                """);
        assertThat(commands.runs()).isEmpty();
    }

    @Test
    void anOldScpDoesNotGetNamesThatAShellWouldExpand() {
        version = OPENSSH_8;
        // The key is missing, which the built-in client reports before it uses the network.
        Outcome outcome = run("scp", "m1:$(reboot)", folder.resolve("x").toString());

        assertThat(commands.runs()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("/keys/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1:plain.txt", "m1:ünï/日本*"})
    void aPlainNameNeedsNoVersionQuery(String source) {
        run("scp", source, "x");

        assertThat(only()).contains("scp");
    }

    @Test
    void rsyncGetsTheOptionThatKeepsOddNamesFromTheShell() {
        run("scp", "--delta", "f", "m1:a b");

        assertThat(only())
                .startsWith("rsync", "--progress", "-e")
                .anyMatch(word -> word.startsWith("ssh -o StrictHostKeyChecking=yes -o UserKnownHostsFile=\"")
                        && word.endsWith(" -o LogLevel=quiet"
                                + " -o IdentitiesOnly=yes -o Port=2222 -o IdentityFile=\"/keys/id\""))
                .endsWith("-s", "f", "someone@192.0.2.7:a b");
    }

    @Test
    void deltaNeedsRsyncSshAndOneLocalSide() throws IOException {
        run("create", "-d", "scripted", "m2");
        assertThat(run("scp", "-d", "m1:a", "m2:b").stderr()).contains("cannot copy between two machines");
        assertThat(run("--native-ssh", "scp", "-d", "a", "m1:b").stderr()).contains("Leave out --native-ssh");
        Files.delete(folder.resolve("bin/rsync"));
        assertThat(run("scp", "-d", "a", "m1:b").stderr()).isEqualTo("""
                You must have a copy of the rsync binary locally to use the --delta option
                Install your system's package rsync.
                """);
        assertThat(commands.runs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"scp, copy files", "mount, mount files"})
    void commandsRefuseAStoppedMachine(String command, String doing) {
        driver.state("m1", MachineState.STOPPED);

        assertThat(run(command, "m1:/a", "b"))
                .isEqualTo(new Outcome(1, "", "Error: Cannot " + doing + ": Host \"m1\" is not running\n"));
        assertThat(commands.runs()).isEmpty();
    }

    @Test
    void mountUsesSshfsAndUnmountNeedsNoMachine() {
        String point = folder.resolve("point").toString();
        run("mount", "m1:/a", point);
        driver.state("m1", MachineState.STOPPED);
        run("mount", "-u", "m1:/a", point);

        assertThat(commands.runs().get(0))
                .startsWith("sshfs", "-o", "StrictHostKeyChecking=yes", "-o")
                .containsSequence(CONNECTION)
                .endsWith(
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "Port=2222",
                        "-o",
                        "IdentityFile=/keys/id",
                        "someone@192.0.2.7:/a",
                        point);
        assertThat(commands.runs().get(1)).containsExactly("fusermount", "-u", point);
    }

    @Test
    void mountRefusesANonEmptyFolder() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("full")).resolve("f"), "");

        Outcome outcome = run("mount", "m1:/a", folder.resolve("full").toString());

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("is not empty: what is in it would be hidden");
        assertThat(commands.runs()).isEmpty();
    }

    @Test
    void aMissingMountPointIsReported() {
        commands = new AttachedCommands(1);
        Outcome outcome = run("mount", "m1:/a", folder.resolve("none").toString());

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("the mount point \"" + folder.resolve("none") + "\" is not a folder");
    }

    private List<String> only() {
        assertThat(commands.runs()).hasSize(1);
        return commands.runs().getFirst();
    }

    private Outcome run(String... arguments) {
        return program().run(arguments);
    }

    private Program program() {
        return Program.withStore(folder.resolve("store"))
                .environment("PATH", folder.resolve("bin").toString())
                .drivers(driver)
                .commands(commands.answering(version, "ssh", "-V"));
    }
}
