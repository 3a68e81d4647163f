package io.onemachine.fleet.plan;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionValue;
import java.util.List;
import java.util.Map;

/** The values of a driver's options for which there is none: an option with its default value is as one that is left out. */
final class OptionDefaults {
    private final DriverProvider driver;

    OptionDefaults(DriverProvider driver) {
        this.driver = driver;
    }

    /** Returns the texts of an option, or its default's; empty when it has neither. */
    List<String> texts(Map<String, List<String>> options, String name) {
        List<String> given = options.get(name);
        return given == null ? ofDriver(name) : given;
    }

    private List<String> ofDriver(String name) {
        return driver.flags().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .map(DriverFlag::defaultValue)
                .map(OptionDefaults::texts)
                .orElse(List.of());
    }

    private static List<String> texts(OptionValue value) {
        return switch (value) {
            case OptionValue.StringValue(String text) -> text.isEmpty() ? List.of() : List.of(text);
            case OptionValue.IntValue(int number) -> List.of(Integer.toString(number));
            case OptionValue.BoolValue(boolean on) -> List.of(Boolean.toString(on));
            case OptionValue.StringListValue(List<String> items) -> items;
            case OptionValue.SecretValue _ -> List.of();
        };
    }
}
