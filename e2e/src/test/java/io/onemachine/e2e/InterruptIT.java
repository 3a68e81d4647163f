package io.onemachine.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A create that its user or a CI runner breaks off. */
final class InterruptIT {

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void createGivesWayAndKeepsWhatIsNeededToRemoveTheVm(String signal, int exitCode, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            cloud.devcloud("fault", "add", "vm.prolog", "stuck").succeeds();
            Workspace user = cloud.user();
            Process create = user.start(List.of("docker-machine", "create", "--opennebula-template-id", "0", "m"));
            create.getOutputStream().close();
            try (var lines = create.inputReader()) {
                assertThat(lines.lines().anyMatch(line -> line.equals("(m) Starting VM...")))
                        .isTrue();
                while (cloud.api().vms().isEmpty()) {
                    Thread.onSpinWait();
                }
                user.run("kill", "-" + signal, Long.toString(create.pid())).succeeds();
                assertThat(create.waitFor()).isEqualTo(exitCode);
            }
            String complaint = new String(create.getErrorStream().readAllBytes(), UTF_8);
            assertThat(complaint).doesNotContain("Exception").doesNotContain("\tat ");

            cloud.devcloud("fault", "clear").succeeds();
            user.dockerMachine("rm", "-y", "m").succeeds();
            assertThat(cloud.api().vms()).isEmpty();
            assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"drop-after", "truncate 40"})
    void aVmWhoseMakingWasNotAnsweredIsFoundByItsTag(String effect, @TempDir Path folder) {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            List<String> fault = new ArrayList<>(List.of("fault", "add", "one.template.instantiate"));
            fault.addAll(List.of(effect.split(" ")));
            fault.addAll(List.of("--times", "1"));
            cloud.devcloud(fault.toArray(String[]::new)).succeeds();
            Workspace user = cloud.user();
            user.dockerMachine("create", "--opennebula-template-id", "0", "m").succeeds();
            assertThat(cloud.api().vms()).hasSize(1);
            user.dockerMachine("rm", "-y", "m").succeeds();
            assertThat(cloud.api().vms()).isEmpty();
        }
    }
}
