package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorProvider;

/** Creates {@link NspawnHypervisor}s. */
public final class NspawnProvider implements HypervisorProvider {

    @Override
    public String name() {
        return "nspawn";
    }

    @Override
    public Addressing addressing() {
        return Addressing.BRIDGED;
    }

    @Override
    public Hypervisor create(Settings settings) {
        return new NspawnHypervisor(
                settings.cloudId(),
                settings.stateDirectory(),
                NspawnHypervisor.cacheDirectory(System.getenv()),
                new ProcessCommandRunner());
    }
}
