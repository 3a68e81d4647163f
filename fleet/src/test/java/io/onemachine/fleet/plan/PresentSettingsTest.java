package io.onemachine.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetSource;
import io.onemachine.fleet.file.FleetWriter;
import io.onemachine.fleet.testing.FleetFixture;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.host.NotSupportedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The description of machines that exist. */
final class PresentSettingsTest extends FleetFixture {
    private String export(String... names) {
        return FleetWriter.write("shop", new PresentSettings(machines(), drivers).of(List.of(names)));
    }

    @Test
    void anExportHasThePresentLabelsAndNoSecretsAndDiffersInNothingElse() {
        machines()
                .create(CreateRequest.of("web", "cloud")
                        .option("cloud-template", "large")
                        .option("cloud-label", "a", "b")
                        .option("cloud-password", "hunter2")
                        .option("cloud-answer", "tell-none"))
                .close();
        create("db", "cloud");
        cloud.host("web").labels = List.of("c");
        cloud.host("db").state = MachineState.STOPPED;

        String text = export("web", "db");

        assertThat(text).contains("large", "stopped").doesNotContain("hunter2", "tell-none");
        FleetFile file = FleetFile.parse(new FleetSource("fleet.yaml", text), Map.of(), drivers);
        assertThat(file.machine("web").orElseThrow().settings().labels()).contains(List.of("c"));
        FleetPlan plan = new FleetPlanner(machines(), swarms(machines()), drivers, file, Set.of()).plan();
        assertThat(plan.actions()).hasSize(2).allSatisfy(action -> {
            assertThat(action.kind()).isEqualTo(ActionKind.ADOPT);
            assertThat(action.differences()).isEmpty();
        });
    }

    @Test
    void aDriverThatDoesNotKnowItsOptionsIsNamed() {
        create("web", "plain");

        assertThatThrownBy(() -> export("web"))
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("\"plain\"")
                .hasMessageContaining("\"web\"");
    }
}
