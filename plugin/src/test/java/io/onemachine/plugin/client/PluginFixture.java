package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Plugin programs in a folder of the PATH, used as drivers by the library. */
abstract class PluginFixture {
    final Path folder;
    final Programs programs;
    final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
    PluginDrivers drivers;

    PluginFixture(@TempDir Path folder) {
        this.folder = folder;
        this.programs = new Programs(folder);
        this.drivers = new PluginDrivers(programs.environment());
    }

    @AfterEach
    void noProcessIsLeft() {
        drivers.close();
        programs.close();
        assertThat(programs.anyRuns()).isFalse();
    }

    Driver open(String name) {
        BaseDriverConfig config = new BaseDriverConfig(BaseDriverConfig.initial("m", folder.toString()));
        config.set("Kept", "as it was");
        return drivers.find(name).orElseThrow().open(context(), config.stored());
    }

    DriverContext context() {
        return new DriverContext(
                "m",
                folder,
                folder.resolve("machines/m"),
                Map.of(),
                folder,
                events::add,
                () -> {},
                Sleeper.system(),
                new SystemCommandRunner(),
                _ -> {
                    throw new IllegalStateException("no SSH expected");
                });
    }
}
