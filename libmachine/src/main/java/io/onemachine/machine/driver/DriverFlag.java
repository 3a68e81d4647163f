package io.onemachine.machine.driver;

import java.util.List;

/**
 * An option of a driver for {@code create}.
 *
 * <p>Plugins send their flags over a connection, so a flag is plain data.
 */
public sealed interface DriverFlag {
    /** Returns the name without dashes, such as {@code opennebula-cpu}. */
    String name();

    /** Returns the help text, one sentence. */
    String usage();

    /** Returns the environment variables that supply a missing value; the first that is set and not empty counts. */
    List<String> environment();

    /** Returns the value when neither flag nor environment gives one. */
    OptionValue defaultValue();

    /** Returns a text as a value of this flag; a secret flag's is not shown. */
    default OptionValue textValue(String text) {
        return this instanceof SecretFlag
                ? new OptionValue.SecretValue(Secret.of(text))
                : new OptionValue.StringValue(text);
    }

    /** A text; the default is empty when there is none. */
    record StringFlag(String name, String usage, List<String> environment, String value) implements DriverFlag {
        public StringFlag {
            environment = List.copyOf(environment);
        }

        @Override
        public OptionValue defaultValue() {
            return new OptionValue.StringValue(value);
        }
    }

    /** A text that is a password or token; its variables are withheld from other programs. */
    record SecretFlag(String name, String usage, List<String> environment) implements DriverFlag {
        public SecretFlag {
            environment = List.copyOf(environment);
        }

        @Override
        public OptionValue defaultValue() {
            return new OptionValue.SecretValue(Secret.NONE);
        }
    }

    /** A whole number. */
    record IntFlag(String name, String usage, List<String> environment, int value) implements DriverFlag {
        public IntFlag {
            environment = List.copyOf(environment);
        }

        @Override
        public OptionValue defaultValue() {
            return new OptionValue.IntValue(value);
        }
    }

    /** A switch, off unless given. */
    record BoolFlag(String name, String usage, List<String> environment) implements DriverFlag {
        public BoolFlag {
            environment = List.copyOf(environment);
        }

        @Override
        public OptionValue defaultValue() {
            return new OptionValue.BoolValue(false);
        }
    }

    /** A text that may be given many times; in an environment variable the items are separated by commas. */
    record StringListFlag(String name, String usage, List<String> environment, List<String> value)
            implements DriverFlag {
        public StringListFlag {
            environment = List.copyOf(environment);
            value = List.copyOf(value);
        }

        @Override
        public OptionValue defaultValue() {
            return new OptionValue.StringListValue(value);
        }
    }
}
