package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.TaggedHost;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.orphan.Orphan;
import io.onemachine.machine.orphan.Orphans;
import io.onemachine.machine.orphan.RemovedMachine;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StoreId;
import io.onemachine.machine.testing.FakeInventory;
import io.onemachine.machine.testing.MachinesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSearchTest {
    private final FakeInventory inventory = new FakeInventory();
    private final MachinesFixture fixture;
    private final Machines machines;
    private final StoreId storeId;

    OrphanSearchTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.driver.inventory = Optional.of(inventory);
        machines = fixture.machines();
        storeId = new StoreId(fixture.store);
    }

    @Test
    void hostWithoutAMachineIsFoundAndRemoved() {
        storeId.findOrCreate();
        machines.create(fixture.request("m1")).close();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        inventory.hosts.add(FakeInventory.host("2", "lost"));

        Orphans found = search();

        assertThat(ids(found)).containsExactly("2");
        assertThat(inventory.asked).containsExactly("machines", "options");
        machines.remove(found.hosts().getFirst());
        assertThat(inventory.removed).containsExactly("2");
    }

    @Test
    void storeWithoutHostsContactsNoCloudAndGetsNoId() {
        machines.create(fixture.request("m1")).close();
        inventory.hosts.add(FakeInventory.host("2", "lost"));

        assertThat(search().hosts()).isEmpty();
        assertThat(inventory.asked).isEmpty();
        assertThat(storeId.find()).isEmpty();
    }

    /** Its machine is in the store before its host is created. */
    @Test
    void hostCreatedMeanwhileIsNotAnOrphan() {
        storeId.findOrCreate();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        inventory.whileListing = () -> machines.create(fixture.request("m1")).close();

        assertThat(search().hosts()).isEmpty();
    }

    /** By its old name a machine is missing then, and its new one was not listed. */
    @Test
    void hostOfAMachineThatIsRenamedMeanwhileIsNotAnOrphan() throws InterruptedException {
        storeId.findOrCreate();
        machines.create(fixture.request("n0")).close();
        inventory.hosts.add(FakeInventory.host("1", "7"));
        inventory.knows = (config, host) -> config.json().contains("\"HostId\":7");
        MachineStore store = new MachineStore(fixture.store);
        AtomicBoolean ended = new AtomicBoolean();
        Thread renaming = Thread.ofPlatform().start(() -> {
            for (int i = 0; !ended.get(); i++) {
                JsonObject config = store.read("n" + i);
                config.addProperty("Name", "n" + (i + 1));
                store.rename("n" + i, "n" + (i + 1), config);
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                assertThat(ids(search())).isEmpty();
            }
        } finally {
            ended.set(true);
            renaming.join();
        }
    }

    @Test
    void nothingIsRemovedWhileAMachineCannotBeRead() throws IOException {
        storeId.findOrCreate();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        Path broken = Files.createDirectories(fixture.store.resolve("machines/broken"));
        Files.writeString(broken.resolve("config.json"), "{");

        Orphans found = search();

        assertThat(found.unreadable()).containsExactly("broken");
        assertThat(ids(found)).containsExactly("1");
        Orphan orphan = found.hosts().getFirst();
        assertThatThrownBy(() -> machines.remove(orphan)).hasMessageContaining("broken");
        assertThat(inventory.removed).isEmpty();
    }

    @Test
    void reservedMachineDoesNotBlockRemoval() throws IOException {
        storeId.findOrCreate();
        Files.createDirectories(fixture.store.resolve("machines/begun"));

        assertThat(search().unreadable()).isEmpty();
    }

    @Test
    void hostWhoseMachineIsRestoredIsNotRemoved() {
        storeId.findOrCreate();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        Orphan orphan = search().hosts().getFirst();
        machines.create(fixture.request("m1")).close();

        assertThatThrownBy(() -> machines.remove(orphan)).hasMessageContaining("may belong to");
        assertThat(inventory.removed).isEmpty();
    }

    @Test
    void unreachableCloudIsReportedAndOthersAreAsked() {
        storeId.findOrCreate();
        machines.create(fixture.request("m1")).close();
        inventory.away = true;
        inventory.hosts.add(FakeInventory.host("2", "lost"));

        Orphans found = search();

        assertThat(found.failures())
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("the cloud is away"));
        assertThat(ids(found)).containsExactly("2");
    }

    @Test
    void untaggedHostOfARemovedMachineIsFoundAndRemoved() throws IOException {
        RemovedMachine dropped = drop("m1");
        Files.writeString(dropped.folder().resolve("credentials"), "ada:secret");
        inventory.dropped = Optional.of(FakeInventory.host("7", ""));

        Orphans found = search();

        assertThat(ids(found)).containsExactly("7");
        assertThat(found.gone()).isEmpty();
        assertThat(inventory.folders).containsExactly(dropped.folder());
        machines.create(fixture.request("m1")).close();
        machines.remove(found.hosts().getFirst());
        assertThat(inventory.removed).containsExactly("dropped 7");
        assertThat(machines.removedMachines()).isEmpty();
        assertThat(fixture.store.resolve("removed")).doesNotExist();
        assertThat(machines.exists("m1")).isTrue();
    }

    @Test
    void hostFoundTwiceIsListedOnce() {
        storeId.findOrCreate();
        drop("m1");
        inventory.hosts.add(new TaggedHost("7", "m1", "gone", "RUNNING", Optional.empty()));
        inventory.dropped = Optional.of(inventory.hosts.getFirst());
        inventory.endpointOfMachines = "options";

        assertThat(search().hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.removed()).isPresent());
    }

    @Test
    void recordOfAGoneHostIsForgotten() {
        RemovedMachine dropped = drop("m1");

        Orphans found = search();

        assertThat(found.hosts()).isEmpty();
        assertThat(found.gone()).containsExactly(dropped);
        assertThat(machines.removedMachines()).as("the search changes nothing").containsExactly(dropped);
        machines.forget(dropped);
        assertThat(machines.removedMachines()).isEmpty();
    }

    /** As after a restored backup, or between the two steps of "rm -f", after which nothing else leads to the host. */
    @Test
    void hostOfARestoredMachineIsNotListedAndStaysRecorded() {
        RemovedMachine dropped = drop("m1");
        machines.create(fixture.request("m1")).close();
        inventory.dropped = Optional.of(FakeInventory.host("7", "m1"));

        Orphans found = search();

        assertThat(found.hosts()).isEmpty();
        assertThat(found.gone()).isEmpty();
        assertThat(machines.removedMachines()).containsExactly(dropped);
        machines.remove("m1", false);
        assertThat(ids(search())).containsExactly("7");
    }

    /** A machine elsewhere may have a host of the same number. */
    @Test
    void hostThatMayBelongToAnotherMachineIsNotRemovedAndStaysRecorded() {
        RemovedMachine dropped = drop("m1");
        machines.create(fixture.request("m2")).close();
        inventory.endpoints.put("m2", "elsewhere");
        inventory.dropped = Optional.of(FakeInventory.host("7", "m2"));

        Orphans found = search();

        assertThat(found.gone()).isEmpty();
        assertThat(found.hosts()).singleElement().satisfies(host -> {
            assertThat(host.host().state()).isEqualTo("RUNNING");
            assertThat(host.removed()).hasValue(dropped);
            assertThat(host.removable()).isFalse();
        });
        assertThat(found.failures()).singleElement().satisfies(e -> {
            assertThat(e)
                    .hasMessage("The host of the removed machine \"m1\" cannot be removed:"
                            + " there is a machine now that it may belong to");
            assertThat(e.hint())
                    .hasValue("If it does not exist any more, forget it: ‹command gc, option forget, argument m1›");
        });

        machines.remove("m2", false);
        assertThat(search().hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.removable()).isTrue());
    }

    @Test
    void unreachableHostIsListedAndStays() {
        RemovedMachine dropped = drop("m1");
        machines.create(fixture.request("m1")).close();
        inventory.away = true;

        Orphans away = search();

        assertThat(ids(away)).containsExactly("7");
        assertThat(away.hosts().getFirst().removable()).isFalse();
        assertThat(away.hosts().getFirst().endpoint()).isEqualTo("machines");
        assertThat(away.failures())
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .hasMessage("The host of the removed machine \"m1\" cannot be removed: the cloud is away"));
        inventory.away = false;
        inventory.unknown = true;

        Orphans unknown = search();

        assertThat(unknown.hosts().getFirst().removable()).isFalse();
        assertThat(unknown.failures())
                .singleElement()
                .satisfies(e -> assertThat(e.hint())
                        .hasValue(
                                "If it does not exist any more, forget it: ‹command gc, option forget, argument m1›"));
        assertThat(machines.removedMachines()).containsExactly(dropped);
    }

    @Test
    void driverWithoutInventoryRemovesItsHostUnlessTheNameIsReused() {
        fixture.driver.inventory = Optional.empty();
        drop("m1");
        Orphan orphan = search().hosts().getFirst();
        assertThat(orphan.removable()).isTrue();
        Machine again = machines.create(fixture.request("m1"));
        again.close();

        assertThatThrownBy(() -> machines.remove(orphan)).hasMessageContaining("a new machine of that name");
        assertThat(search().hosts().getFirst().removable()).isFalse();
        assertThat(fixture.driver.calls).containsOnlyOnce("remove");

        machines.remove("m1", false);
        fixture.driver.calls.clear();
        machines.remove(search().hosts().getFirst());
        assertThat(fixture.driver.calls).containsExactly("remove");
        assertThat(machines.removedMachines()).isEmpty();
    }

    @Test
    void damagedRecordsAreReported() throws IOException {
        RemovedMachine dropped = drop("m1");
        Files.writeString(dropped.folder().resolve("config.json"), "{");

        assertThat(search().failures())
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContaining("config.json cannot be used"));
    }

    /** Creates a machine whose host could not be removed. */
    private RemovedMachine drop(String name) {
        machines.create(fixture.request(name)).close();
        fixture.driver.removeFailure = Optional.of(new DriverException("the cloud is away"));
        machines.remove(name, true);
        fixture.driver.removeFailure = Optional.empty();
        return machines.removedMachines().getFirst();
    }

    private Orphans search() {
        return machines.orphans(Map.of("fake", DriverOptions.resolve(List.of(), Map.of(), Map.of())));
    }

    private static List<String> ids(Orphans orphans) {
        return orphans.hosts().stream().map(orphan -> orphan.host().id()).toList();
    }
}
