package io.onemachine.machine.driver;

import java.util.List;

/** The value of an option: exactly the four types that travel to a plugin. */
public sealed interface OptionValue {
    record Text(String value) implements OptionValue {}

    record Whole(int value) implements OptionValue {}

    record Switch(boolean value) implements OptionValue {}

    record Texts(List<String> value) implements OptionValue {
        public Texts {
            value = List.copyOf(value);
        }
    }
}
