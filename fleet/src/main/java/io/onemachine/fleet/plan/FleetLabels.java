package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionEffect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels that a file asks for: by {@code labels}, or by an option of the driver. */
public final class FleetLabels {
    private FleetLabels() {}

    /** Returns the labels; empty when the file does not manage them. */
    public static Optional<List<String>> wanted(
            MachineSettings settings, DriverProvider driver, AppliedSettings applied) {
        return settings.labels()
                .or(() -> ofOptions(settings.options(), driver))
                // The option was taken out of the file, and its labels with it.
                .or(() -> ofOptions(applied.options(), driver).map(before -> List.of()));
    }

    private static Optional<List<String>> ofOptions(Map<String, List<String>> options, DriverProvider driver) {
        return options.entrySet().stream()
                .filter(option -> driver.effectOf(option.getKey()) == OptionEffect.LABELS)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
