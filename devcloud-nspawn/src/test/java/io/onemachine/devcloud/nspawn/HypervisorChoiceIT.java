package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the program with both hypervisors to choose from, in its own processes. No real host is booted. */
final class HypervisorChoiceIT {

    private String state = "";

    @BeforeEach
    void prepare(@TempDir Path folder) {
        state = folder.resolve("cloud").toString();
    }

    @AfterEach
    void stop() throws InterruptedException {
        devcloud("stop");
    }

    @Test
    void bothHypervisorsAreFound() throws InterruptedException {
        CommandResult result = devcloud("start", "--hypervisor", "kvm");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("error: There is no hypervisor \"kvm\". Choose one of nspawn, stub.\n");
    }

    @Test
    void aFailedStartFixesNoSettings() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            CommandResult result = devcloud("start", "--hypervisor", "nspawn", "--port", port);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).doesNotContain("There is no hypervisor");
        }
        startStub();
    }

    @Test
    void aStateOfAnotherHypervisorIsNotTouched() throws InterruptedException {
        startStub();
        devcloud("stop");
        assertThat(devcloud("start", "--hypervisor", "nspawn").output()).contains("has hosts of the hypervisor stub");
    }

    private void startStub() throws InterruptedException {
        CommandResult result = devcloud("start", "--hypervisor", "stub", "--port", "0", "--ssh-port", "22022");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private CommandResult devcloud(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modulePath(),
                "--module",
                "io.onemachine.devcloud/io.onemachine.devcloud.DevcloudMain"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--state", state));
        return new ProcessCommandRunner().run(Command.of(command.toArray(String[]::new)));
    }

    /** Returns this test's module path, plus the module of logging, which is on its class path. */
    private static String modulePath() {
        String logging = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Path.of(entry).getFileName().toString().contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
        return System.getProperty("jdk.module.path") + File.pathSeparator + logging;
    }
}
