package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.ScriptedDriver;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.error.OperationInterruptedException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The program with a scripted driver and a store that has certificates. */
abstract class ProgramFixture {
    @TempDir
    Path folder = Path.of("");

    final ScriptedDriver driver = new ScriptedDriver();
    Path store = folder;

    @BeforeEach
    void useAStoreWithCertificates() {
        store = folder.resolve("store");
        TestCertificates.copyTo(store);
    }

    Program program() {
        return Program.withStore(store).drivers(driver);
    }

    void create(String... names) {
        for (String name : names) {
            Outcome outcome = program().run("create", "-d", "scripted", name);
            assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the test");
        }
    }
}
