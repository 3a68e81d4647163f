package io.onemachine.machine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.OneLook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineListingTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MachinesFixture fixture;
    private final OneLook look = new OneLook();

    MachineListingTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder).withCertificates();
        fixture.driver.bulkStatusProvider = Optional.of(look);
        for (String name : List.of("m1", "m2", "m3")) {
            fixture.machines().create(fixture.request(name)).close();
        }
    }

    private MachineListing listing(MachineFilter filter, Duration timeout) {
        return new MachineListing(fixture.machines(), filter, "", timeout);
    }

    @Test
    void listingTakesOneBulkQuery() throws InterruptedException {
        assertThat(listing(MachineFilter.ALL, LONG).reports())
                .extracting(
                        MachineReport::name, MachineReport::state, MachineReport::engineVersion, MachineReport::error)
                .containsExactly(
                        tuple("m1", MachineState.STOPPED, "", ""),
                        tuple("m2", MachineState.STOPPED, "", ""),
                        tuple("m3", MachineState.STOPPED, "", ""));
        assertThat(look.taken).hasValue(1);
    }

    @Test
    void namesTakeNoQueryAndNamesByStateTakeOne() throws InterruptedException {
        assertThat(listing(MachineFilter.ALL, LONG).names()).containsExactly("m1", "m2", "m3");
        assertThat(look.taken).hasValue(0);

        MachineFilter stopped = new MachineFilter(List.of(), List.of(), List.of("stopped"), List.of(), List.of());
        look.sees = name -> !name.equals("m2");
        assertThat(listing(stopped, LONG).names()).containsExactly("m1", "m3");
        assertThat(look.taken).hasValue(1);
    }

    @Test
    void nextListingQueriesAgain() throws InterruptedException {
        listing(MachineFilter.ALL, LONG).reports();
        listing(MachineFilter.ALL, LONG).reports();

        assertThat(look.taken).hasValue(2);
    }

    @Test
    void hangingQueryIsInterruptedAndItsMachinesTimeOut() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        look.meanwhile = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new OperationInterruptedException("looking");
            }
        };

        assertThat(listing(MachineFilter.ALL, SHORT).reports())
                .hasSize(3)
                .extracting(MachineReport::state)
                .containsOnly(MachineState.TIMEOUT);
        interrupted.await();
    }

    @Test
    void machinesAreAskedThemselvesWhenTheQueryFails() throws InterruptedException {
        fixture.driver.state = MachineState.PAUSED;
        look.meanwhile = () -> {
            throw new DriverException("refused");
        };

        assertThat(listing(MachineFilter.ALL, LONG).reports())
                .extracting(MachineReport::state)
                .containsOnly(MachineState.PAUSED);
    }

    @Test
    void stateIsShownWhenTheEngineHangs() throws InterruptedException, IOException {
        look.sees = name -> false;
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            fixture.driver.enginePort = silent.getLocalPort();

            assertThat(listing(MachineFilter.ALL, SHORT).reports()).hasSize(3).allSatisfy(report -> {
                assertThat(report.state()).isEqualTo(MachineState.RUNNING);
                assertThat(report.url()).isEqualTo("tcp://127.0.0.1:" + silent.getLocalPort());
                assertThat(report.engineVersion()).isEmpty();
                assertThat(report.error()).startsWith("Unable to query docker version: ");
            });
        }
    }

    @Test
    void zeroTimeoutAsksNothing() throws InterruptedException {
        assertThat(listing(MachineFilter.ALL, Duration.ZERO).reports())
                .extracting(MachineReport::state)
                .containsOnly(MachineState.TIMEOUT);
        assertThat(look.taken).hasValue(0);
    }

    @Test
    void filtersApplyToWhatIsKnownOfAnUnreadableMachine() throws InterruptedException, IOException {
        Files.writeString(fixture.store.resolve("machines/m2/config.json"), "{");
        List<String> none = List.of();
        List<Pattern> any = List.of();

        for (MachineFilter shows : List.of(
                new MachineFilter(none, none, none, List.of(Pattern.compile("2")), none),
                new MachineFilter(none, none, List.of("error"), any, none))) {
            assertThat(listing(shows, LONG).reports())
                    .extracting(MachineReport::name)
                    .containsExactly("m2");
        }
        for (MachineFilter hides : List.of(
                new MachineFilter(none, none, none, List.of(Pattern.compile("[13]")), none),
                new MachineFilter(none, none, List.of("Stopped"), any, none),
                new MachineFilter(List.of("fake"), none, none, any, none),
                new MachineFilter(none, List.of("m1"), none, any, none),
                new MachineFilter(none, none, none, any, List.of("a")))) {
            assertThat(listing(hides, LONG).reports())
                    .extracting(MachineReport::name)
                    .doesNotContain("m2");
        }
    }

    @Test
    void unreadableMachineReportsTheReason() throws InterruptedException, IOException {
        Files.writeString(fixture.store.resolve("machines/m2/config.json"), "{");

        assertThat(listing(MachineFilter.ALL, LONG).reports())
                .filteredOn(report -> report.name().equals("m2"))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.driverName()).isEmpty();
                    assertThat(report.state()).isEqualTo(MachineState.ERROR);
                    assertThat(report.error()).isNotEmpty();
                    assertThat(report.options()).isNull();
                });
    }
}
