package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;

/** Compares how a machine's engine is set up with what the file says. */
public final class EngineComparison {
    private final List<Difference> differences = new ArrayList<>();

    private EngineComparison() {}

    /**
     * Returns the differences. How Docker was installed is none.
     *
     * @param present the machine's options
     * @param tlsSans the additional names in its certificate
     */
    static List<Difference> differences(MachineSettings wanted, EngineOptions present, List<String> tlsSans) {
        EngineComparison comparison = new EngineComparison();
        EngineOptions engine = wanted.engine();
        comparison.compare("engine.opt", present.arbitraryFlags(), engine.arbitraryFlags());
        comparison.compare("engine.env", present.env(), engine.env());
        comparison.compare("engine.label", present.labels(), engine.labels());
        comparison.compare("engine.insecure-registry", present.insecureRegistry(), engine.insecureRegistry());
        comparison.compare("engine.registry-mirror", present.registryMirror(), engine.registryMirror());
        comparison.compare(
                "engine.open-firewall",
                Boolean.toString(present.opensFirewall()),
                Boolean.toString(engine.opensFirewall()),
                Effect.ENGINE_RESTART);
        // Its images and containers are in the old one's folder.
        comparison.compare("engine.storage-driver", present.storageDriver(), engine.storageDriver(), Effect.REPLACE);
        // A host keeps the version that it was created with; only the wish for one can be dropped.
        comparison.compare(
                "engine.version",
                present.version(),
                engine.version(),
                engine.version().isEmpty() ? Effect.ENGINE_RESTART : Effect.REPLACE);
        comparison.compare("tls-san", tlsSans, wanted.tlsSans());
        return List.copyOf(comparison.differences);
    }

    /** Returns the machine's options with those that the file can set on a host that exists as the file says. */
    public static EngineOptions merged(EngineOptions wanted, EngineOptions present) {
        return new EngineOptions(
                wanted.arbitraryFlags(),
                present.dns(),
                present.graphDir(),
                wanted.env(),
                present.ipv6(),
                wanted.insecureRegistry(),
                wanted.labels(),
                present.logLevel(),
                present.storageDriver(),
                present.selinuxEnabled(),
                present.tlsVerify(),
                wanted.registryMirror(),
                wanted.installUrl(),
                wanted.version().isEmpty() ? "" : present.version(),
                wanted.opensFirewall());
    }

    private void compare(String setting, List<String> before, List<String> after) {
        if (!before.equals(after)) {
            differences.add(new Difference(
                    setting, String.join(", ", before), String.join(", ", after), Effect.ENGINE_RESTART, false));
        }
    }

    private void compare(String setting, String before, String after, Effect effect) {
        if (!before.equals(after)) {
            differences.add(new Difference(setting, before, after, effect, false));
        }
    }
}
