package io.onemachine.fleet.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.fleet.plan.ActionKind;
import io.onemachine.fleet.plan.Consent;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.Difference;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.PlannedAction;
import io.onemachine.fleet.testing.CloudHost;
import io.onemachine.fleet.testing.FleetFixture;
import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.host.HostSize;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a file changes at a cloud, and what it leaves. */
final class FleetApplyTest extends FleetFixture {
    private static final Consents REPLACE_WEB = new Consents(false, Set.of("web"), false, false);

    private void applied(String machines) {
        assertThat(apply(machines).failures()).isEmpty();
        cloud.takeCalls();
    }

    private static List<String> texts(FleetPlan plan) {
        return plan.actions().stream()
                .flatMap(action -> action.differences().stream())
                .map(Difference::text)
                .toList();
    }

    private static PlannedAction only(FleetPlan plan) {
        assertThat(plan.actions()).hasSize(1);
        return plan.actions().getFirst();
    }

    @Test
    void createsWhatIsMissingAndThenFindsNothingToDo() {
        String file = "  web: {count: 3, labels: [b, a], lease: 8h, state: stopped}\n";

        FleetResult result = apply(file);

        assertThat(result.done()).containsExactly(Map.entry("created", 3));
        assertThat(result.left()).isEmpty();
        assertThat(result.isRefused()).isFalse();
        CloudHost host = cloud.host("web-2");
        assertThat(host.labels).containsExactlyInAnyOrder("a", "b");
        assertThat(host.leaseEnd).contains(Instant.parse("2026-06-01T20:00:00Z"));
        assertThat(host.state).isEqualTo(MachineState.STOPPED);
        assertThat(host.fleet).contains("shop");
        assertThat(plan(file).isEmpty()).isTrue();
        cloud.takeCalls();
        assertThat(apply(file).done()).isEmpty();
        assertThat(cloud.takeCalls()).isEmpty();
    }

    @Test
    void aChangeKeepsTheDifferenceThatOnlyAnotherHostCanHave() {
        applied("  web: {options: {template: small, memory: 1024}}\n");
        String changed = "  web: {options: {template: large, memory: 2048}}\n";

        FleetResult result = apply(changed);

        assertThat(result.done()).containsEntry("changed", 1);
        assertThat(result.needs()).containsExactly(Consent.REPLACE);
        assertThat(cloud.host("web").size.memory()).isEqualTo(OptionalLong.of(2048));
        assertThat(texts(plan(changed))).containsExactly("template: small → large");
    }

    @Test
    void aMachineThatIsReplacedIsNotChangedBefore() {
        applied("  web: {options: {template: small, memory: 1024}}\n");
        String changed = "  web: {options: {template: large, memory: 2048}}\n";

        FleetResult result = apply(changed, REPLACE_WEB);

        assertThat(result.done()).containsExactly(Map.entry("replaced", 1));
        assertThat(cloud.takeCalls()).doesNotContain("resize web").containsSubsequence("remove web", "create web");
        assertThat(cloud.host("web").template).isEqualTo("large");
        assertThat(plan(changed).isEmpty()).isTrue();
    }

    @Test
    void anOptionAtItsDefaultIsAsOneThatIsLeftOut() {
        applied("  web: {options: {template: small, port: 22}}\n");

        assertThat(plan("  web: {}\n").isEmpty()).isTrue();
        assertThat(texts(plan("  web: {options: {port: 23}}\n"))).containsExactly("port: 22 → 23");
    }

    @Test
    void listsDifferWhereOnlyTheirTextIsTheSame() {
        applied("  web: {options: {network: [\"a, b\"]}}\n");

        assertThat(texts(plan("  web: {options: {network: [a, b]}}\n"))).containsExactly("network: a, b → a, b");
    }

    @Test
    void anOptionOfTheCreationIsNeitherStoredNorCompared() throws IOException {
        applied("  web: {options: {answer: hunter2}}\n");

        assertThat(Files.readString(store().resolve("machines/web/config.json")))
                .doesNotContain("hunter2");
        assertThat(plan("  web: {options: {answer: other}}\n").isEmpty()).isTrue();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        applied("  web: {options: {cpu: \"0.5\"}}\n");

        assertThat(plan("  web: {options: {cpu: \"0.50\"}}\n").isEmpty()).isTrue();
    }

    @Test
    void aSizeThatWasChangedByOtherMeansIsDriftAndIsTakenBack() {
        String file = "  web: {options: {memory: 2048}}\n";
        applied(file);
        cloud.host("web")
                .resize(new HostSize(
                        OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.of(4096), OptionalLong.empty()));

        assertThat(texts(plan(file))).containsExactly("memory is 4096 in the cloud, 2048 in the file");
        apply(file);
        assertThat(cloud.host("web").size.memory()).isEqualTo(OptionalLong.of(2048));
    }

    @Test
    void aRunningHostIsNotRestartedForItsSizeWithoutConsent() {
        applied("  web: {options: {memory: 1024}, labels: [old]}\n");
        cloud.isHot = false;
        String changed = "  web: {options: {memory: 2048}, labels: [new]}\n";

        FleetResult result = apply(changed);

        assertThat(result.needs()).containsExactly(Consent.RESTART);
        assertThat(result.left()).containsExactly("Machine \"web\": its host has to be restarted; memory: 1024 → 2048");
        assertThat(cloud.host("web").labels).containsExactly("new");
        assertThat(texts(plan(changed))).containsExactly("memory: 1024 → 2048");
        FleetResult second = apply(changed, new Consents(false, Set.of(), true, false));
        assertThat(second.left()).isEmpty();
        assertThat(cloud.host("web").state).isEqualTo(MachineState.RUNNING);
        assertThat(plan(changed).isEmpty()).isTrue();
    }

    @Test
    void aHostThatIsToBeOffIsResizedAfterItWasStopped() {
        applied("  web: {options: {memory: 1024}}\n");
        cloud.isHot = false;
        String changed = "  web: {options: {memory: 2048}, state: stopped}\n";

        FleetResult result = apply(changed);

        assertThat(result.left()).isEmpty();
        assertThat(cloud.takeCalls()).containsExactly("stop web", "resize web");
        assertThat(plan(changed).isEmpty()).isTrue();
    }

    @Test
    void aContextIsAddedToAMachineThatIsOff() {
        applied("  web: {state: stopped}\n");
        String changed = "  web: {state: stopped, context: true}\n";

        FleetResult result = apply(changed);

        assertThat(result.failures()).isEmpty();
        assertThat(machines().dockerContexts().names()).containsKey("web");
        assertThat(cloud.host("web").state).isEqualTo(MachineState.STOPPED);
        assertThat(plan(changed).isEmpty()).isTrue();
        assertThat(apply("  web: {state: stopped}\n").failures()).isEmpty();
        assertThat(machines().dockerContexts().names()).isEmpty();
    }

    @Test
    void aDiskGrowsAndShrinksOnlyOnAnotherHost() {
        applied("  web: {options: {disk: 20000}}\n");

        apply("  web: {options: {disk: 30000}}\n");
        assertThat(cloud.host("web").size.disk()).isEqualTo(OptionalLong.of(30_000));
        String smaller = "  web: {options: {disk: 20000}, labels: [x]}\n";
        assertThat(apply(smaller).needs()).containsExactly(Consent.REPLACE);

        PlannedAction action = only(plan(smaller));
        assertThat(action.kind()).isEqualTo(ActionKind.REPLACE);
        assertThat(action.differences()).extracting(Difference::text).containsExactly("disk: 30000 → 20000");
    }

    @Test
    void aLeaseThatBeginsWithItsApplicationIsNotExtendedByTheNext() {
        String file = "  web: {lease: 8h}\n";
        applied(file);
        cloud.host("web").leaseEnd = Optional.of(Instant.parse("2026-06-01T15:00:00Z"));

        assertThat(plan(file).isEmpty()).isTrue();
        apply("  web: {lease: 24h}\n");
        assertThat(cloud.host("web").leaseEnd).contains(Instant.parse("2026-06-02T12:00:00Z"));
    }

    @Test
    void aLeaseOfAFractionOfASecondDoesNotDifferForEver() {
        String file = "  web: {lease: \"2026-06-03T00:00:00.5Z\"}\n";
        applied(file);

        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void aLeaseInThePastIsRefusedBeforeAnythingIsCreated() {
        FleetResult result = apply("  web: {}\n  db: {lease: \"2026-06-01T11:59Z\"}\n");

        assertThat(result.isRefused()).isTrue();
        assertThat(result.failures().get("db")).hasMessageContaining("ends in the past: 2026-06-01T11:59:00Z");
        assertThat(cloud.takeCalls()).noneMatch(call -> call.startsWith("create"));
        assertThat(machines().names()).isEmpty();
    }

    @Test
    void aLeaseThatIsTakenOutOfTheFileEnds() {
        for (String with : List.of("  web: {lease: 8h}\n", "  web: {options: {lease: 8h}}\n")) {
            applied(with);
            assertThat(cloud.host("web").leaseEnd).isPresent();

            assertThat(texts(plan("  web: {}\n"))).hasSize(1).first().asString().endsWith(" → none");
            applied("  web: {}\n");

            assertThat(cloud.host("web").leaseEnd).isEmpty();
            assertThat(plan("  web: {}\n").isEmpty()).isTrue();
        }
    }

    @Test
    void labelsOfAnOptionAreRemovedWithIt() {
        applied("  web: {options: {label: [a, b]}}\n");
        apply("  web: {options: {label: [b, c]}}\n");
        assertThat(cloud.host("web").labels).containsExactly("b", "c");

        apply("  web: {}\n");

        assertThat(cloud.host("web").labels).isEmpty();
        cloud.host("web").labels = List.of("by-hand");
        assertThat(plan("  web: {}\n").isEmpty()).isTrue();
    }

    @Test
    void permissionsAreSetAndStayWhenTheFileDoesNotNameThem() {
        applied("  web: {options: {permissions: \"600\"}}\n");
        apply("  web: {options: {permissions: \"640\"}}\n");
        assertThat(cloud.host("web").permissions).isEqualTo("640");

        assertThat(plan("  web: {}\n").isEmpty()).isTrue();
    }

    @Test
    void aHostThatIsGoneIsCreatedAgain() {
        String file = "  web: {count: 2}\n";
        applied(file);
        cloud.remove(cloud.host("web-1").id);

        assertThat(only(plan(file)).kind()).isEqualTo(ActionKind.RECREATE);
        apply(file);
        assertThat(cloud.machines()).containsExactly("web-1", "web-2");
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void aMachineWhoseCreationWasKilledBeforeItWroteAnythingIsCreatedAgain() throws IOException {
        String file = "  web: {count: 2}\n";
        Files.createDirectories(store().resolve("machines/web-1"));

        FleetPlan plan = plan(file);
        assertThat(plan.actions())
                .extracting(PlannedAction::kind)
                .containsExactly(ActionKind.RECREATE, ActionKind.CREATE);
        assertThat(plan.actions().getFirst().reason()).isEqualTo("its creation was interrupted");
        assertThat(apply(file).failures()).isEmpty();
        assertThat(cloud.machines()).containsExactly("web-1", "web-2");
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void aFailedHostIsReplacedOnlyWithConsent() {
        applied("  web: {}\n");
        cloud.host("web").state = MachineState.ERROR;

        assertThat(apply("  web: {}\n").left()).containsExactly("Machine \"web\": its host has failed");
        assertThat(apply("  web: {}\n", REPLACE_WEB).done()).containsEntry("replaced", 1);
        assertThat(cloud.host("web").state).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aLowerCountTakesTheHighestNumbersAndOnlyWithPrune() {
        applied("  web: {count: 12}\n");
        String fewer = "  web: {count: 10}\n";

        FleetResult kept = apply(fewer);
        assertThat(kept.needs()).containsExactly(Consent.PRUNE);
        assertThat(cloud.machines()).hasSize(12);
        assertThat(apply(fewer, new Consents(true, Set.of(), false, false)).done())
                .containsEntry("removed", 2);

        assertThat(cloud.machines()).hasSize(10).doesNotContain("web-11", "web-12");
    }

    @Test
    void aRenamedGroupKeepsItsMachinesOfTheSameName() {
        applied("  web: {names: \"m{n}\", count: 2}\n");
        String renamed = "  www: {names: \"m{n}\", count: 2}\n";

        assertThat(texts(plan(renamed))).containsExactly("group: web → www", "group: web → www");
        apply(renamed);

        assertThat(cloud.takeCalls()).isEmpty();
        assertThat(plan(renamed).isEmpty()).isTrue();
    }

    @Test
    void aGroupWithOtherNamesLeavesTheOldMachines() {
        applied("  web: {count: 2}\n");

        FleetResult result = apply("  www: {count: 2}\n");

        assertThat(cloud.machines()).containsExactly("web-1", "web-2", "www-1", "www-2");
        assertThat(result.needs()).containsExactly(Consent.PRUNE);
    }

    @Test
    void aMachineOfTheNameIsAConflictUntilItIsAdopted() {
        create("web", "cloud");
        cloud.takeCalls();

        FleetResult result = apply("  web: {options: {memory: 2048}}\n");
        assertThat(result.needs()).containsExactly(Consent.ADOPT);
        assertThat(cloud.takeCalls()).isEmpty();

        String file = "  web: {options: {memory: 2048, port: 22}, labels: [x]}\n";
        assertThat(apply(file, MOST).done()).containsEntry("adopted", 1);
        assertThat(cloud.host("web").size.memory()).isEqualTo(OptionalLong.of(2048));
        assertThat(cloud.host("web").fleet).contains("shop");
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void anAdoptedMachineKeepsTheDifferenceThatOnlyAnotherHostCanHave() {
        create("web", "cloud");
        String file = "  web: {options: {template: large}}\n";

        FleetResult result = apply(file, MOST);

        assertThat(result.done()).containsEntry("adopted", 1);
        assertThat(result.needs()).containsExactly(Consent.REPLACE);
        assertThat(texts(plan(file))).containsExactly("template: small → large");
    }

    @Test
    void aMachineThatMayBeAdoptedAndReplacedIsReplacedAtOnce() {
        create("web", "cloud");
        String file = "  web: {options: {template: large}}\n";

        FleetResult result = apply(file, new Consents(false, Set.of("web"), false, true));

        assertThat(result.done()).containsOnly(Map.entry("replaced", 1));
        assertThat(result.needs()).isEmpty();
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void anAdoptionThatWasCutOffForgetsNothing() {
        create("web", "cloud");
        String file = "  web: {options: {template: small, memory: 2048}}\n";
        cloud.script = (action, machine) -> {
            if (action.equals("resize")) {
                throw new DriverException("cut off");
            }
        };
        assertThat(apply(file, MOST).failures()).containsKey("web");
        cloud.script = (action, machine) -> {};

        assertThat(texts(plan(file))).containsExactly("memory: 1024 → 2048");
    }

    @Test
    void aMachineOfAnotherFleetIsTakenOverOnlyWithConsent() {
        create("web", "cloud");
        try (Machine machine = load("web")) {
            machine.setFleet(Optional.of(new FleetMembership("blog", "g", "", "{}")));
        }

        PlannedAction action = only(plan("  web: {}\n"));
        assertThat(action.needs()).contains(Consent.ADOPT);
        assertThat(action.reason()).isEqualTo("it exists in the fleet \"blog\"");
        apply("  web: {}\n", MOST);
        try (Machine machine = load("web")) {
            assertThat(machine.fleet().map(FleetMembership::fleet)).contains("shop");
        }
    }

    @Test
    void anAdoptedMachineOfAnotherDriverIsOnlyMarked() {
        create("web", "plain");
        String file = "  web: {options: {memory: 2048}, state: stopped}\n";

        FleetResult result = apply(file, MOST);

        assertThat(result.failures()).isEmpty();
        assertThat(result.needs()).containsExactly(Consent.REPLACE);
        assertThat(texts(plan(file))).containsExactly("driver: plain → cloud");
        assertThat(apply(file, REPLACE_WEB).done()).containsEntry("replaced", 1);
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void aMachineInNoFleetWhoseHostIsGoneIsCreatedAgainOnlyWithConsent() {
        create("web", "cloud");
        cloud.remove(cloud.host("web").id);

        assertThat(apply("  web: {}\n").needs()).containsExactly(Consent.ADOPT);
        assertThat(apply("  web: {}\n", MOST).done()).containsEntry("created", 1);

        assertThat(plan("  web: {}\n").isEmpty()).isTrue();
    }

    @Test
    void aDriverWithoutLabelsAndLeaseGetsAWarningInsteadOfAFailure() {
        String file = "  web: {driver: plain, labels: [a], lease: 8h, options: {region: north}}\n";

        assertThat(apply(file).failures()).isEmpty();

        FleetPlan plan = plan(file);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings()).singleElement().asString().contains("neither labels nor a lease");
        assertThat(only(plan("  web: {driver: plain, options: {region: south}}\n"))
                        .needs())
                .contains(Consent.REPLACE);
        assertThat(apply("  web: {driver: plain, state: stopped}\n").done()).containsEntry("changed", 1);
        assertThat(plan("  web: {driver: plain, state: stopped}\n").isEmpty()).isTrue();
    }

    @Test
    void whatFollowsACreationIsMadeUpForByTheNextRun() {
        String file = "  web: {labels: [a], lease: 8h, state: stopped}\n";
        cloud.script = (action, machine) -> {
            if (action.equals("label")) {
                throw new DriverException("cut off");
            }
        };
        FleetResult result = apply(file);
        assertThat(result.failures()).containsOnlyKeys("web");
        cloud.script = (action, machine) -> {};

        assertThat(apply(file).done()).containsEntry("changed", 1);

        assertThat(cloud.machines()).containsExactly("web");
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void aQuotaForTwoOfThreeCreatesNone() {
        cloud.quota = 2;

        FleetResult result = apply("  web: {count: 3}\n");

        assertThat(result.isRefused()).isTrue();
        assertThat(result.failures().values()).hasAtLeastOneElementOfType(PreCreateCheckException.class);
        assertThat(cloud.machines()).isEmpty();
        assertThat(machines().names()).isEmpty();
    }

    @Test
    void whatTheCloudHasRoomForIsKept() {
        cloud.room = 2;

        FleetResult result = apply("  web: {count: 6}\n");

        assertThat(result.isRefused()).isFalse();
        assertThat(result.done()).containsEntry("created", 2);
        assertThat(result.failures()).hasSize(4);
        assertThat(result.failures().values()).hasAtLeastOneElementOfType(CreationHeldBackException.class);
        cloud.room = 6;
        assertThat(apply("  web: {count: 6}\n").done()).containsEntry("created", 4);
    }

    @Test
    void nothingIsRemovedAfterAFailure() {
        applied("  web: {count: 2}\n");
        cloud.room = 2;

        FleetResult result = apply("  www: {}\n", MOST);

        assertThat(result.failures()).containsOnlyKeys("www");
        assertThat(cloud.machines()).containsExactly("web-1", "web-2");
        assertThat(result.left())
                .containsExactly(
                        "Machine \"web-1\" is not removed after the failure of another machine",
                        "Machine \"web-2\" is not removed after the failure of another machine");
    }

    @Test
    void replacementsEndWithTheFirstThatFails() {
        applied("  web: {count: 3}\n");
        cloud.script = (action, machine) -> {
            if (action.equals("create")) {
                throw new DriverException("broken template");
            }
        };

        FleetResult result = apply(
                "  web: {count: 3, options: {template: large}}\n",
                new Consents(false, Set.of("web-1", "web-2", "web-3"), false, false));

        assertThat(result.failures()).containsOnlyKeys("web-1");
        assertThat(cloud.machines()).containsExactly("web-2", "web-3");
        assertThat(result.left()).hasSize(2);
    }

    @Test
    void aReplacementWhoseCheckFailsRemovesNothing() {
        applied("  web: {}\n");
        cloud.script = (action, machine) -> {
            if (action.equals("check")) {
                throw new DriverException("no such template");
            }
        };

        FleetResult result = apply("  web: {options: {template: large}}\n", REPLACE_WEB);

        assertThat(result.isRefused()).isTrue();
        assertThat(cloud.machines()).containsExactly("web");
    }

    @Test
    void anErrorOfThisProgramIsAFailureOfItsMachine() {
        cloud.script = (action, machine) -> {
            if (action.equals("label")) {
                throw new StackOverflowError();
            }
        };

        FleetResult result = apply("  web: {labels: [a]}\n");

        assertThat(result.failures().get("web")).hasMessageContaining("Internal error");
    }

    @Test
    void aDamagedMachineOfTheFileIsNamedAndOthersAreIgnored() throws IOException {
        applied("  web: {}\n  db: {}\n");
        Files.writeString(store().resolve("machines/db/config.json"), "{broken");

        assertThatThrownBy(() -> plan("  web: {}\n  db: {}\n"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("db");
        assertThat(plan("  web: {}\n").isEmpty()).isTrue();
    }

    @Test
    void anUnreachableFrontEndIsOneErrorAndNoReasonToCreate() {
        String file = "  web: {count: 3}\n";
        applied(file);
        cloud.isReachable = false;

        assertThatThrownBy(() -> apply(file, MOST))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("cannot reach the front end cloud.example");
        cloud.isReachable = true;
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void namesRestrictThePlanAndUnknownOnesAreErrors() {
        applied("  web: {count: 2}\n  old: {}\n");
        String file = "  web: {count: 2, labels: [a]}\n";

        assertThat(plan(file, "web-1").actions())
                .extracting(PlannedAction::machine)
                .containsExactly("web-1");
        assertThat(only(plan(file, "old")).kind()).isEqualTo(ActionKind.REMOVE);
        assertThatThrownBy(() -> plan(file, "nope")).hasMessageContaining("\"nope\" is neither in fleet.yaml");
    }

    @Test
    void destroyRemovesTheFleetAndNothingElse() {
        applied("  web: {count: 2}\n");
        create("other", "cloud");
        FleetDestroy destroy = new FleetDestroy(machines(), swarms(machines()), "shop");

        assertThat(destroy.names()).containsExactly("web-1", "web-2");
        FleetResult result = destroy.run(destroy.names(), 2, SILENT);

        assertThat(result.done()).containsEntry("removed", 2);
        assertThat(cloud.machines()).containsExactly("other");
        assertThat(destroy.names()).isEmpty();
    }
}
