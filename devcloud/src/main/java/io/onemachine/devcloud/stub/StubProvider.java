package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorProvider;

/** Creates {@link StubHypervisor}s. */
public final class StubProvider implements HypervisorProvider {

    private static final String SSH_PORT = "22";
    private static final String ENGINE_PORT = "2376";

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public Addressing addressing() {
        return Addressing.LOOPBACK;
    }

    @Override
    public Hypervisor create(Settings settings) {
        return new StubHypervisor(
                Integer.parseInt(settings.options().getOrDefault("ssh-port", SSH_PORT)),
                Integer.parseInt(settings.options().getOrDefault("engine-port", ENGINE_PORT)),
                settings.stateDirectory(),
                settings.log());
    }
}
