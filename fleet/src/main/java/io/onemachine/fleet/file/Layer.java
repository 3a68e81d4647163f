package io.onemachine.fleet.file;

import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the defaults or a group say, before one is laid over the other. */
record Layer(
        String driver,
        Map<String, List<String>> options,
        Map<EngineKey, List<String>> engine,
        Optional<HostKeyPolicy> hostKey,
        Optional<SshKeyType> keyType,
        Optional<List<String>> tlsSans,
        Optional<List<String>> labels,
        Optional<FleetLease> lease,
        Optional<Boolean> context,
        Optional<PowerState> state) {

    /** Returns this layer over another one, whose options do not apply to another driver. */
    Layer over(Layer below) {
        Map<String, List<String>> allOptions = new LinkedHashMap<>();
        if (below.driver.equals(driver)) {
            allOptions.putAll(below.options);
        }
        allOptions.putAll(options);
        Map<EngineKey, List<String>> allEngine = new EnumMap<>(EngineKey.class);
        allEngine.putAll(below.engine);
        allEngine.putAll(engine);
        return new Layer(
                driver,
                allOptions,
                allEngine,
                hostKey.or(below::hostKey),
                keyType.or(below::keyType),
                tlsSans.or(below::tlsSans),
                labels.or(below::labels),
                lease.or(below::lease),
                context.or(below::context),
                state.or(below::state));
    }

    MachineSettings settings() {
        return new MachineSettings(
                driver,
                options,
                EngineKey.options(engine),
                engine.keySet().stream().map(EngineKey::key).collect(Collectors.toUnmodifiableSet()),
                new SshOptions(hostKey.orElse(HostKeyPolicy.BEST), keyType),
                tlsSans.orElse(List.of()),
                labels,
                lease,
                context.orElse(false),
                state.orElse(PowerState.RUNNING));
    }
}
