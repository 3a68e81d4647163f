package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.store.StoreId;
import io.onemachine.machine.testing.FakeInventory;
import io.onemachine.machine.testing.MachinesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void aHostWithoutAMachineIsFoundAndRemoved() {
        storeId.findOrMake();
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
    void aStoreThatMadeNoHostAsksNobodyAndGetsNoId() {
        machines.create(fixture.request("m1")).close();
        inventory.hosts.add(FakeInventory.host("2", "lost"));

        assertThat(search().hosts()).isEmpty();
        assertThat(inventory.asked).isEmpty();
        assertThat(storeId.find()).isEmpty();
    }

    /** Its machine is in the store before its host is made. */
    @Test
    void aHostThatIsMadeMeanwhileIsItsMachines() {
        storeId.findOrMake();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        inventory.whileListing = () -> machines.create(fixture.request("m1")).close();

        assertThat(search().hosts()).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileAMachineCannotBeRead() throws IOException {
        storeId.findOrMake();
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
    void aMachineThatHasJustBegunIsNotInTheWay() throws IOException {
        storeId.findOrMake();
        Files.createDirectories(fixture.store.resolve("machines/begun"));

        assertThat(search().unreadable()).isEmpty();
    }

    @Test
    void aHostWhoseMachineCameBackIsNotRemoved() {
        storeId.findOrMake();
        inventory.hosts.add(FakeInventory.host("1", "m1"));
        Orphan orphan = search().hosts().getFirst();
        machines.create(fixture.request("m1")).close();

        assertThatThrownBy(() -> machines.remove(orphan)).hasMessageContaining("may belong to");
        assertThat(inventory.removed).isEmpty();
    }

    @Test
    void aPlaceThatIsAwayIsToldAndTheOthersAreAsked() {
        storeId.findOrMake();
        machines.create(fixture.request("m1")).close();
        inventory.away = true;
        inventory.hosts.add(FakeInventory.host("2", "lost"));

        Orphans found = search();

        assertThat(found.failures())
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("the cloud is away"));
        assertThat(ids(found)).containsExactly("2");
    }

    private Orphans search() {
        return machines.orphans(Map.of("fake", DriverOptions.resolve(List.of(), Map.of(), Map.of())));
    }

    private static List<String> ids(Orphans orphans) {
        return orphans.hosts().stream().map(orphan -> orphan.host().id()).toList();
    }
}
