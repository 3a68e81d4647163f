package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.file.PowerState;
import io.onemachine.machine.BulkStatus;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes machines that exist as a fleet file does. */
public final class PresentSettings {
    private final Machines machines;
    private final DriverRegistry drivers;

    public PresentSettings(Machines machines, DriverRegistry drivers) {
        this.machines = machines;
        this.drivers = drivers;
    }

    /**
     * Returns the settings of machines, by name, in the given order.
     *
     * @throws NotSupportedException when a driver does not know what its machines were created with
     * @throws MachineException when a machine or its cloud cannot be asked
     */
    public Map<String, MachineSettings> of(List<String> names) {
        List<Machine> loaded = new ArrayList<>();
        try {
            for (String name : new LinkedHashSet<>(names)) {
                loaded.add(machines.load(name));
            }
            Map<String, String> contexts = machines.dockerContexts().names();
            BulkStatus statuses = BulkStatus.of(loaded);
            Map<String, MachineSettings> settings = new LinkedHashMap<>();
            for (Machine machine : loaded) {
                settings.put(machine.name(), of(machine, statuses.of(machine), contexts.containsKey(machine.name())));
            }
            return settings;
        } finally {
            loaded.forEach(Machine::close);
        }
    }

    private MachineSettings of(Machine machine, HostStatus status, boolean hasContext) {
        DriverProvider driver = drivers.find(machine.driverName())
                .orElseThrow(() -> DriverNotFoundException.forStoredMachine(machine.driverName()));
        Map<String, List<String>> options = new LinkedHashMap<>(driver.createOptions(
                        machine.driver().config())
                .orElseThrow(() -> new NotSupportedException("The driver \"" + machine.driverName() + "\" of machine \""
                        + machine.name() + "\" does not know what the machine was created with")));
        Optional<HostDescription> description = status.description();
        description
                .map(HostDescription::size)
                .ifPresent(size -> options.replaceAll((name, values) ->
                        present(driver, name, size).map(List::of).orElse(values)));
        if (description.isPresent()) {
            // They may have been changed since.
            options.keySet().removeIf(name -> driver.effectOf(name) == OptionEffect.LABELS);
        }
        EngineOptions engine = machine.options().engine();
        return new MachineSettings(
                machine.driverName(),
                options,
                engine,
                MachineSettings.engineKeys(engine),
                SshOptions.defaults(),
                machine.options().auth().serverCertSans(),
                description.map(HostDescription::labels).filter(labels -> !labels.isEmpty()),
                Optional.empty(),
                hasContext,
                status.state().isOff() ? PowerState.STOPPED : PowerState.RUNNING);
    }

    /** Returns the present value of an option of the size. */
    private static Optional<String> present(DriverProvider driver, String option, HostSize size) {
        return switch (driver.effectOf(option)) {
            case CPU ->
                size.cpu().isPresent() ? Optional.of(HostSize.text(size.cpu().getAsDouble())) : Optional.empty();
            case VCPU ->
                size.vcpus().isPresent() ? Optional.of("" + size.vcpus().getAsInt()) : Optional.empty();
            case MEMORY ->
                size.memory().isPresent() ? Optional.of("" + size.memory().getAsLong()) : Optional.empty();
            case DISK -> size.disk().isPresent() ? Optional.of("" + size.disk().getAsLong()) : Optional.empty();
            case LABELS, LEASE, PERMISSIONS, CREATION_ONLY, REPLACE -> Optional.empty();
        };
    }
}
