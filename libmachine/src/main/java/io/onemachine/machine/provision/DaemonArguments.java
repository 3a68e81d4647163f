package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine arguments that follow from a machine's options. */
final class DaemonArguments {
    private static final Pattern NAME_AND_VALUE =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)[ \t]+(\\S.*)?", Pattern.DOTALL);

    private DaemonArguments() {}

    /**
     * Returns labels, registries and the options of {@code --engine-opt}.
     *
     * @param driver the machine's driver, a label of the engine
     * @return each a single argument, or an option and its value
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
        options.arbitraryFlags().stream()
                .filter(flag -> !flag.isBlank()) // a bare "--", after which no engine takes an option
                .forEach(flag -> arguments.add(flag(flag)));
        return arguments;
    }

    /** Returns an option as arguments. systemd splits the Go program's unit at spaces: {@code mtu 1400} is {@code mtu=1400}. */
    private static List<String> flag(String flag) {
        Matcher apart = NAME_AND_VALUE.matcher(flag);
        if (!apart.matches()) {
            return List.of("--" + flag);
        }
        String name = "--" + apart.group(1);
        return apart.group(2) == null
                ? List.of(name)
                : List.of(name, apart.group(2).stripTrailing());
    }
}
