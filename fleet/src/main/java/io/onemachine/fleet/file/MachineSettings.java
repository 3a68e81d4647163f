package io.onemachine.fleet.file;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a fleet file says about a machine, apart from its name.
 *
 * @param driver the driver's name
 * @param options the driver's options that the file sets, by full name without dashes, such as {@code opennebula-memory}: several texts for
 *     a list, one for every other type
 * @param engine how the engine is set up; the defaults where the file says nothing
 * @param engineKeys the keys of {@code engine} that the file sets, such as {@code registry-mirror}
 * @param ssh how to log in
 * @param tlsSans more names and addresses for the engine's certificate
 * @param labels the VM's labels in the cloud; empty when the file does not manage them
 * @param lease when the cloud removes the host; empty when the file does not manage it
 * @param context whether the machine has a context of the docker client
 * @param state whether the machine runs
 */
public record MachineSettings(
        String driver,
        Map<String, List<String>> options,
        EngineOptions engine,
        Set<String> engineKeys,
        SshOptions ssh,
        List<String> tlsSans,
        Optional<List<String>> labels,
        Optional<FleetLease> lease,
        boolean context,
        PowerState state) {
    public MachineSettings {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        options.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        options = Collections.unmodifiableMap(copy);
        engineKeys = Set.copyOf(engineKeys);
        tlsSans = List.copyOf(tlsSans);
        labels = labels.map(List::copyOf);
    }

    /** Returns the keys of {@code engine} whose values in these options are not the defaults. */
    public static Set<String> engineKeys(EngineOptions engine) {
        EngineOptions defaults = EngineOptions.defaults();
        return Arrays.stream(EngineKey.values())
                .filter(key -> !key.values(engine).equals(key.values(defaults)))
                .map(EngineKey::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the settings of a running machine of a driver about which a file says nothing else. */
    public static MachineSettings of(String driver, Map<String, List<String>> options) {
        return new MachineSettings(
                driver,
                options,
                EngineOptions.defaults(),
                Set.of(),
                SshOptions.defaults(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                PowerState.RUNNING);
    }
}
