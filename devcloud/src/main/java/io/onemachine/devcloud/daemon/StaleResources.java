package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.lifecycle.HostSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Removes what a killed cloud left on this computer. */
public final class StaleResources {

    private StaleResources() {}

    /**
     * Removes all resources of a killed cloud.
     *
     * @return whether there was a killed cloud
     * @throws StartException when they cannot be removed
     */
    public static boolean remove(Path stateDirectory) throws StartException, InterruptedException {
        if (!Files.exists(DaemonFile.in(stateDirectory))) {
            return false;
        }
        StartRequest request = new StartRequest(
                stateDirectory, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Map.of());
        try (StateLock lock = StateLock.take(stateDirectory)) {
            CloudBootstrap prepared = CloudBootstrap.of(request, Clock.systemUTC(), line -> {});
            try (Hypervisor hypervisor = prepared.hypervisor()) {
                hypervisor.open(
                        prepared.cloud().networks().stream().map(HostSpecs::of).toList());
            }
            Files.deleteIfExists(DaemonFile.in(stateDirectory));
            return lock.isHeld();
        } catch (IOException | HypervisorException e) {
            throw new StartException("Cannot remove the leftovers of a killed devcloud: " + e.getMessage(), e);
        }
    }
}
