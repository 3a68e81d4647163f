package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.machine.error.CleanupResult;
import io.onemachine.machine.error.CreationInterruptedException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.testing.MachinesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains of a failed creation. */
class CreationFailureTest {
    private final MachinesFixture fixture;
    private final Machines machines;

    CreationFailureTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        machines = fixture.machines();
    }

    @Test
    void failureIsReportedAfterTheRollback() {
        fixture.driver.createFailure = Optional.of(new DriverException("VM 7 failed to boot", "Look at it.", null));

        MachineCreationException failure = failure(fixture.request("m1"));

        assertThat(failure)
                .hasMessage("Error creating machine: Error in driver during machine creation: VM 7 failed to boot");
        assertThat(failure.cleanupResult()).isEqualTo(new CleanupResult.Removed("m1"));
        assertThat(failure.hint())
                .contains("Look at it.\n" + failure.cleanupResult().text());
        assertThat(fixture.driver.calls).endsWith("create", "remove");
        assertThat(machines.names()).isEmpty();
        assertThat(fixture.progress.lines()).endsWith("The creation has failed; removing \"m1\" again...");
    }

    @Test
    void createdHostIsKeptOnRequest() throws IOException {
        fixture.driver.createFailure = Optional.of(new DriverException("VM 7 failed to boot"));

        MachineCreationException failure = failure(fixture.keepingRequest("m1"));

        assertThat(failure.cleanupResult()).isEqualTo(new CleanupResult.Kept("m1"));
        assertThat(failure.hint().orElse("")).contains("‹command rm, argument m1›", "‹command provision, argument m1›");
        assertThat(fixture.driver.calls).doesNotContain("remove");
        assertThat(Files.readString(fixture.store.resolve("machines/m1/config.json")))
                .contains("\"HostId\": 7");
        machines.remove("m1", false);
        assertThat(fixture.driver.calls).endsWith("remove");
        assertThat(machines.names()).isEmpty();
    }

    @Test
    void failedRollbackKeepsWhatRemovalNeeds() throws IOException {
        fixture.driver.createFailure = Optional.of(new DriverException("VM 7 failed to boot"));
        fixture.driver.removeFailure = Optional.of(new DriverException("the cloud is away"));

        MachineCreationException failure = failure(fixture.request("m1"));

        assertThat(failure).hasMessageEndingWith("VM 7 failed to boot");
        assertThat(failure.cleanupResult()).isInstanceOf(CleanupResult.Left.class);
        assertThat(failure.hint().orElse("")).contains("the cloud is away", "‹command rm, argument m1›");
        assertThat(Files.readString(fixture.store.resolve("machines/m1/config.json")))
                .contains("\"HostId\": 7");
        fixture.driver.removeFailure = Optional.empty();
        machines.remove("m1", false);
        assertThat(machines.names()).isEmpty();
    }

    @Test
    void interruptedThreadFinishesTheRollbackAndStaysInterrupted() {
        fixture.driver.createFailure = Optional.of(new OperationInterruptedException("waiting for the host"));
        Thread.currentThread().interrupt();

        CreationInterruptedException failure =
                catchThrowableOfType(CreationInterruptedException.class, () -> machines.create(fixture.request("m1")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessage("Interrupted while waiting for the host");
        assertThat(failure.cleanupResult()).isEqualTo(new CleanupResult.Removed("m1"));
        assertThat(fixture.driver.removedByAnInterruptedThread).isFalse();
        assertThat(machines.names()).isEmpty();
    }

    @Test
    void secondInterruptStopsTheRollback() {
        fixture.driver.createFailure = Optional.of(new OperationInterruptedException("waiting for the host"));
        fixture.driver.removeFailure = Optional.of(new OperationInterruptedException("removing the host"));

        CreationInterruptedException failure =
                catchThrowableOfType(CreationInterruptedException.class, () -> machines.create(fixture.request("m1")));

        assertThat(failure).hasMessage("Interrupted while waiting for the host");
        assertThat(failure.hint().orElse("")).contains("Interrupted while removing the host");
        assertThat(machines.names()).containsExactly("m1");
    }

    @Test
    void defectOfADriverIsRolledBackToo() {
        fixture.driver.createFailure = Optional.of(new IllegalStateException("a fault"));

        assertThatThrownBy(() -> machines.create(fixture.request("m1"))).hasMessage("a fault");

        assertThat(fixture.driver.calls).endsWith("remove");
        assertThat(machines.names()).isEmpty();
    }

    /** A process killed between reserving the name and writing config.json has created no host. */
    @Test
    void reservedNameIsRemovedWithoutForce() throws IOException {
        Path machine = Files.createDirectories(fixture.store.resolve("machines/m1"));
        Files.writeString(machine.resolve(".config.json.5e9c.tmp"), "{\"Conf");

        machines.remove("m1", false);

        assertThat(machines.names()).isEmpty();
    }

    @Test
    void possibleHostNeedsForce() throws IOException {
        Path machine = Files.createDirectories(fixture.store.resolve("machines/m1"));
        Files.writeString(machine.resolve("id_rsa"), "a key");

        assertThatThrownBy(() -> machines.remove("m1", false)).isInstanceOf(InvalidMachineConfigException.class);

        assertThat(machines.names()).containsExactly("m1");
    }

    private MachineCreationException failure(CreateRequest request) {
        return catchThrowableOfType(MachineCreationException.class, () -> machines.create(request));
    }
}
