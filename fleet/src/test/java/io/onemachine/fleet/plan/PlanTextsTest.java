package io.onemachine.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.machine.options.EngineOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Differences as text, the engine's differences, and what consents allow. */
final class PlanTextsTest {
    @Test
    void aChangeAndDriftReadDifferently() {
        assertThat(new Difference("memory", "2048", "4096", Effect.RESIZE, false).text())
                .isEqualTo("memory: 2048 → 4096");
        assertThat(new Difference("memory", "4096", "2048", Effect.RESIZE, true).text())
                .isEqualTo("memory is 4096 in the cloud, 2048 in the file");
        assertThat(new Difference("labels", "", "a", Effect.LIVE, false).text()).isEqualTo("labels: none → a");
        assertThat(new Difference("labels", "a", "", Effect.LIVE, false).text()).isEqualTo("labels: a → none");
    }

    @Test
    void eachConsentAllowsItsOwnActions() {
        Map<Consent, Consents> allowing = Map.of(
                Consent.PRUNE, new Consents(true, Set.of(), false, false),
                Consent.REPLACE, new Consents(false, Set.of("web"), false, false),
                Consent.RESTART, new Consents(false, Set.of(), true, false),
                Consent.ADOPT, new Consents(false, Set.of(), false, true));
        for (Consent need : Consent.values()) {
            allowing.forEach((consent, consents) ->
                    assertThat(consents.allow(action("web", Optional.of(need)))).isEqualTo(consent == need));
            assertThat(Consents.NONE.allow(action("web", Optional.of(need)))).isFalse();
        }
        assertThat(Consents.NONE.allow(action("web", Optional.empty()))).isTrue();
        assertThat(new Consents(true, Set.of("web"), true, true).allow(action("db", Optional.of(Consent.REPLACE))))
                .isFalse();
    }

    private static PlannedAction action(String machine, Optional<Consent> need) {
        return new PlannedAction(machine, ActionKind.REMOVE, Optional.empty(), List.of(), "", need);
    }

    private static EngineOptions engine(List<String> labels, String storageDriver, String version) {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                defaults.arbitraryFlags(),
                defaults.dns(),
                defaults.graphDir(),
                defaults.env(),
                defaults.ipv6(),
                defaults.insecureRegistry(),
                labels,
                defaults.logLevel(),
                storageDriver,
                defaults.selinuxEnabled(),
                defaults.tlsVerify(),
                defaults.registryMirror(),
                defaults.installUrl(),
                version,
                defaults.opensFirewall());
    }

    private static MachineSettings wanting(EngineOptions engine) {
        MachineSettings plain = MachineSettings.of("cloud", Map.of());
        return new MachineSettings(
                plain.driver(),
                plain.options(),
                engine,
                plain.engineKeys(),
                plain.ssh(),
                List.of("db.example"),
                plain.labels(),
                plain.lease(),
                plain.context(),
                plain.state());
    }

    @Test
    void theEngineIsComparedByKey() {
        List<Difference> differences = EngineComparison.differences(
                wanting(engine(List.of("a=1", "b=2"), "btrfs", "28.1")),
                engine(List.of("a=1, b=2"), "overlay2", ""),
                List.of());

        assertThat(differences)
                .containsExactly(
                        new Difference("engine.label", "a=1, b=2", "a=1, b=2", Effect.ENGINE_RESTART, false),
                        new Difference("engine.storage-driver", "overlay2", "btrfs", Effect.REPLACE, false),
                        new Difference("engine.version", "", "28.1", Effect.REPLACE, false),
                        new Difference("tls-san", "", "db.example", Effect.ENGINE_RESTART, false));
    }

    @Test
    void anEngineThatIsChangedKeepsWhatOnlyAnotherHostCanHave() {
        EngineOptions present = engine(List.of("a=1"), "overlay2", "27.5");

        EngineOptions merged = EngineComparison.merged(engine(List.of("b=2"), "btrfs", "28.1"), present);

        assertThat(merged.labels()).containsExactly("b=2");
        assertThat(merged.storageDriver()).isEqualTo("overlay2");
        assertThat(merged.version()).isEqualTo("27.5");
        assertThat(EngineComparison.merged(engine(List.of(), "overlay2", ""), present)
                        .version())
                .isEmpty();
    }
}
