package io.onemachine.fleet.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value of a YAML file, with aliases, merge keys and variables resolved. */
public sealed interface YamlValue {
    /** Returns where the value begins. */
    Place place();

    /** Returns what kind of value it is, for messages: {@code a map}. */
    String kind();

    /**
     * A scalar.
     *
     * @param text the text, without quotes and with variables replaced
     * @param plain whether the scalar was written without quotes, so that it may be a number, a boolean or nothing
     * @param absent whether it is YAML's null
     */
    record Scalar(String text, boolean plain, boolean absent, Place place) implements YamlValue {
        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}|0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}");

        /** Returns the whole number that the text is in YAML's core schema; empty when it is none. */
        public Optional<Long> wholeNumber() {
            if (!WHOLE.matcher(text).matches()) {
                return Optional.empty();
            }
            if (text.startsWith("0o")) {
                return Optional.of(Long.parseLong(text, 2, text.length(), 8));
            }
            return Optional.of(
                    text.startsWith("0x") ? Long.parseLong(text, 2, text.length(), 16) : Long.parseLong(text));
        }

        /** Returns the boolean that the text is in YAML's core schema; empty when it is none. */
        public Optional<Boolean> truth() {
            return switch (text) {
                case "true", "True", "TRUE" -> Optional.of(true);
                case "false", "False", "FALSE" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public String kind() {
            return absent ? "nothing" : "a single value";
        }
    }

    /** A value with a problem that was reported already, such as a variable that is not set. */
    record Faulty(Place place) implements YamlValue {
        @Override
        public String kind() {
            return "a value with an error";
        }
    }

    /** A list. */
    record Sequence(List<YamlValue> items, Place place) implements YamlValue {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map with text keys, in the order of the file; merged entries come after its own. Keys that begin with {@code x-} are left out. */
    record Mapping(List<Entry> entries, Place place) implements YamlValue {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /**
     * An entry of a map.
     *
     * @param place where the key begins
     */
    record Entry(String key, YamlValue value, Place place) {}
}
