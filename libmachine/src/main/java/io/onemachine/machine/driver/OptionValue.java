package io.onemachine.machine.driver;

import java.util.List;

/** The value of an option, in one of the four types of the plugin protocol. */
public sealed interface OptionValue {
    record StringValue(String value) implements OptionValue {}

    /** A text that is not shown. */
    record SecretValue(Secret value) implements OptionValue {}

    record IntValue(int value) implements OptionValue {}

    record BoolValue(boolean value) implements OptionValue {}

    record StringListValue(List<String> value) implements OptionValue {
        public StringListValue {
            value = List.copyOf(value);
        }
    }
}
