package io.onemachine.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.GoProgram;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of Go programs with ours, ours with Go's TLS, and certificates that expire soon. */
final class CertificatesIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Cloud cloud;
    private UserEnvironment user;
    private Path go;

    @BeforeEach
    void startCloud() {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user().with("SHELL", "/bin/sh");
        go = GoProgram.build("tlsfiles", folder.resolve("tlsfiles"), user);
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    @Test
    void goAcceptsOurCertificatesAndWeAcceptThoseOfGo() throws IOException {
        user.create("ours", "--opennebula-template-id=0").succeeds();
        assertThat(Files.readString(user.machine("ours").resolve("key.pem"))).startsWith("-----BEGIN EC PRIVATE KEY");
        assertThat(askedByGo(user, "ours")).startsWith("200 ");

        UserEnvironment other =
                user.with("MACHINE_STORAGE_PATH", folder.resolve("other-store").toString());
        String ca = createdByGo(other, 900);
        other.create("theirs", "--opennebula-template-id=0").succeeds();
        assertThat(other.store().resolve("certs/ca.pem")).hasContent(ca);
        other.dockerMachine("config", "theirs").succeeds();
        Outcome listed = other.dockerMachine("ls").succeeds().showsLine("theirs .* Running .* v26\\S+ *");
        assertThat(listed.stdout()).doesNotContain("expires");
        assertThat(askedByGo(other, "theirs")).startsWith("200 ");
        assertThat(other.dockerMachine("env", "theirs").succeeds().stdout()).doesNotContain("expires");

        assertThat(run(
                                user,
                                "get",
                                address(user, "ours"),
                                other.machine("theirs").toString())
                        .exitCode())
                .as("a client of another CA")
                .isEqualTo(1);
    }

    @Test
    void lsAndEnvWarnOfCertificatesThatExpireWithinAMonth() throws IOException {
        createdByGo(user, 20);
        user.create("m", "--opennebula-template-id=0").succeeds();

        user.dockerMachine("ls")
                .succeeds()
                .showsLine("m .* Running .* v26\\S+ +.*expires in (19|20) days.*regenerate-certs.*");
        user.dockerMachine("ls", "-f", "{{.Name}}|{{.Error}}").succeeds().says("m|\n");
        Outcome variables = user.dockerMachine("env", "m").succeeds().showsLine("# .*expires in (19|20) days.*");
        user.runWithInput("eval $(docker-machine env m) && echo \"$DOCKER_MACHINE_NAME\"\n", List.of("sh"))
                .succeeds()
                .says("m\n");
        assertThat(variables.stdout().lines().toList().getLast()).startsWith("#");
        user.dockerMachine("config", "m").succeeds();

        user.dockerMachine("regenerate-certs", "-f", "--ca").succeeds();
        Outcome renewed = user.dockerMachine("ls").succeeds().showsLine("m .* Running .* v26\\S+ *");
        assertThat(renewed.stdout()).doesNotContain("expires");
    }

    /** Puts a CA and a client certificate into a store that has none; returns the CA. */
    private String createdByGo(UserEnvironment computer, int days) throws IOException {
        Path certificates = Files.createDirectories(computer.store().resolve("certs"));
        assertThat(run(computer, "make", certificates.toString(), Integer.toString(days))
                        .exitCode())
                .isZero();
        return Files.readString(certificates.resolve("ca.pem"));
    }

    private String askedByGo(UserEnvironment computer, String machine) {
        Outcome asked = run(
                computer,
                "get",
                address(computer, machine),
                computer.machine(machine).toString());
        assertThat(asked.exitCode()).as("%s", asked).isZero();
        return asked.stdout();
    }

    private static String address(UserEnvironment computer, String machine) {
        return computer.dockerMachine("ip", machine).succeeds().stdout().strip() + ":2376";
    }

    private Outcome run(UserEnvironment computer, String... arguments) {
        List<String> command = new ArrayList<>(List.of(go.toString()));
        command.addAll(List.of(arguments));
        return computer.runWithInput("", command);
    }
}
