package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;

/** The arguments that a machine's options make for its engine, however it is started. */
final class DaemonArguments {
    private DaemonArguments() {}

    /**
     * Labels, registries and the options of {@code --engine-opt}.
     *
     * @param driver the machine's driver, a label of the engine
     * @return each an argument of its own, or an option and its value
     */
    static List<List<String>> of(String driver, EngineOptions options) {
        List<List<String>> arguments = new ArrayList<>();
        if (options.selinuxEnabled()) {
            arguments.add(List.of("--selinux-enabled"));
        }
        options.labels().forEach(label -> arguments.add(List.of("--label", label)));
        arguments.add(List.of("--label", "provider=" + driver));
        options.insecureRegistry().forEach(registry -> arguments.add(List.of("--insecure-registry", registry)));
        options.registryMirror().forEach(mirror -> arguments.add(List.of("--registry-mirror", mirror)));
        options.arbitraryFlags().forEach(flag -> arguments.add(List.of("--" + flag)));
        return arguments;
    }
}
