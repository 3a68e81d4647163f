package io.onemachine.driver.opennebula.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores the options that a machine was created with from its configuration. */
public final class CreateOptions {

    private static final Map<OpenNebulaOption, String> SIZE_WITHOUT_TEMPLATE = Map.of(
            OpenNebulaOption.CPU, OpenNebulaOption.Defaults.CPU,
            OpenNebulaOption.VCPU, OpenNebulaOption.Defaults.VCPU,
            OpenNebulaOption.MEMORY, OpenNebulaOption.Defaults.MEMORY);

    private final OpenNebulaConfig config;

    private CreateOptions(OpenNebulaConfig config) {
        this.config = config;
    }

    /**
     * Returns the options by flag name, without those of the account, those with their default value, and answers to user inputs, which are
     * not stored; empty for an adopted VM.
     */
    public static Optional<Map<String, List<String>>> of(OpenNebulaConfig config) {
        return config.isAdopted() ? Optional.empty() : Optional.of(new CreateOptions(config).all());
    }

    private Map<String, List<String>> all() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (OpenNebulaOption option : OpenNebulaOption.values()) {
            List<String> values = option.isOfAccount() ? List.of() : values(option);
            if (!values.isEmpty() && !values.equals(List.of(defaultOf(option)))) {
                options.put(option.flagName(), values);
            }
        }
        return options;
    }

    private List<String> values(OpenNebulaOption option) {
        return switch (option.kind()) {
            case SWITCH -> config.isOn(option) ? List.of("true") : List.of();
            case NAMES, ATTRIBUTES -> config.texts(option);
            case CARDS -> cards(option);
            case INPUTS, SECRET -> List.of();
            case TEXT,
                    RESOURCE,
                    ID,
                    NUMBER,
                    DECIMAL,
                    DEVICE_PREFIX,
                    LOGIN,
                    USER_DATA,
                    NAME,
                    EXPRESSION,
                    OCTAL,
                    DURATION,
                    ADDRESS,
                    FILE,
                    SECONDS -> config.has(option) ? List.of(config.text(option)) : List.of();
        };
    }

    private List<String> cards(OpenNebulaOption option) {
        List<String> cards = new ArrayList<>(config.texts(option));
        if (config.has(OpenNebulaConfig.MACHINE_NIC)) {
            cards.add(config.text(OpenNebulaConfig.MACHINE_NIC));
        }
        return List.copyOf(cards);
    }

    private String defaultOf(OpenNebulaOption option) {
        boolean isFromTemplate = config.has(OpenNebulaOption.TEMPLATE_ID) || config.has(OpenNebulaOption.TEMPLATE_NAME);
        return isFromTemplate
                ? option.defaultValue()
                : SIZE_WITHOUT_TEMPLATE.getOrDefault(option, option.defaultValue());
    }
}
