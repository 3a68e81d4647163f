package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.YamlValue;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the values of a map by type. A value of another type is a problem, and then absent. */
final class Fields {
    private final Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    private final Place place;
    private final Problems problems;

    private Fields(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * Opens a map, or an empty one where the value is absent.
     *
     * @param what the map, for messages: {@code group "web"}
     */
    static Fields open(YamlValue value, String what, Problems problems) {
        Fields fields = new Fields(value.place(), problems);
        if (value instanceof YamlValue.Mapping mapping) {
            mapping.entries().forEach(entry -> fields.entries.put(entry.key(), entry));
        } else if (!isAbsent(value) && !(value instanceof YamlValue.Faulty)) {
            problems.add(value.place(), what + " must be a map, not " + value.kind());
        }
        return fields;
    }

    /** Returns a map without entries. */
    static Fields none(Place place, Problems problems) {
        return new Fields(place, problems);
    }

    /** Reports the keys that are not among the known ones. */
    Fields onlyWith(Collection<String> known, String what) {
        for (YamlValue.Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                unknown(entry, known, what);
            }
        }
        return this;
    }

    void unknown(YamlValue.Entry entry, Collection<String> known, String what) {
        String hint = Suggestion.hint(entry.key(), known);
        problems.add(
                entry.place(),
                "unknown key \"" + PrintableText.of(entry.key()) + "\" in " + what,
                hint.isEmpty() && known.size() <= 20 ? "The keys are " + String.join(", ", known) + "." : hint);
    }

    Place place() {
        return place;
    }

    /** Returns where a key is, or where the map begins when it has no such key. */
    Place placeOf(String key) {
        YamlValue.Entry entry = entries.get(key);
        return entry == null ? place : entry.value().place();
    }

    List<YamlValue.Entry> entries() {
        return List.copyOf(entries.values());
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Returns the map of a key; an empty one when there is none. */
    Fields map(String key) {
        YamlValue.Entry entry = entries.get(key);
        return entry == null ? none(place, problems) : open(entry.value(), key, problems);
    }

    Optional<String> text(String key) {
        return scalar(key, "a text").map(YamlValue.Scalar::text).filter(text -> {
            boolean valid = isText(text);
            if (!valid) {
                problems.add(placeOf(key), key + " must be a text without control characters, and not empty");
            }
            return valid;
        });
    }

    Optional<Boolean> truth(String key) {
        return scalar(key, "true or false").flatMap(scalar -> {
            Optional<Boolean> truth = scalar.plain() ? scalar.truth() : Optional.empty();
            if (truth.isEmpty()) {
                problems.add(
                        scalar.place(),
                        key + " must be true or false, not \"" + PrintableText.of(scalar.text()) + "\"");
            }
            return truth;
        });
    }

    Optional<Integer> wholeNumber(String key, int least, int most) {
        return scalar(key, "a whole number").flatMap(scalar -> {
            Optional<Integer> number = scalar.plain()
                    ? scalar.wholeNumber().filter(n -> n >= least && n <= most).map(Long::intValue)
                    : Optional.empty();
            if (number.isEmpty()) {
                problems.add(
                        scalar.place(),
                        key + " must be a whole number from " + least + " to " + most + ", not \""
                                + PrintableText.of(scalar.text()) + "\"");
            }
            return number;
        });
    }

    Optional<YamlValue.Scalar> scalar(String key, String wanted) {
        YamlValue.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        return single(entry.value(), key, wanted);
    }

    /** Returns the items of a list of single values. */
    Optional<List<YamlValue.Scalar>> list(String key) {
        YamlValue.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof YamlValue.Faulty) {
            return Optional.empty();
        }
        if (!(entry.value() instanceof YamlValue.Sequence list)) {
            problems.add(
                    entry.value().place(),
                    key + " must be a list, not " + entry.value().kind(),
                    "Write " + key + ": [VALUE, ...].");
            return Optional.empty();
        }
        return Optional.of(scalars(list.items(), key));
    }

    List<YamlValue.Scalar> scalars(List<YamlValue> items, String key) {
        List<YamlValue.Scalar> scalars = new ArrayList<>();
        items.forEach(item -> single(item, "an item of " + key, "a text").ifPresent(scalars::add));
        return scalars;
    }

    private Optional<YamlValue.Scalar> single(YamlValue value, String what, String wanted) {
        if (value instanceof YamlValue.Scalar scalar && !scalar.absent()) {
            return Optional.of(scalar);
        }
        if (!(value instanceof YamlValue.Faulty)) {
            problems.add(value.place(), what + " must be " + wanted + ", not " + value.kind());
        }
        return Optional.empty();
    }

    static boolean isText(String text) {
        return !text.isBlank() && text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean isAbsent(YamlValue value) {
        return value instanceof YamlValue.Scalar scalar && scalar.absent();
    }
}
