package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.YamlValue;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the options of drivers and checks them by the flags of the driver. */
final class OptionsReader {
    private static final String OPENNEBULA = "opennebula";

    private final DriverRegistry drivers;
    private final String origin;
    private final Problems problems;
    private final Map<String, Optional<List<DriverFlag>>> known = new HashMap<>();

    /** @param origin the origin of a driver that the file does not name, for messages */
    OptionsReader(DriverRegistry drivers, String origin, Problems problems) {
        this.drivers = drivers;
        this.origin = origin;
        this.problems = problems;
    }

    /** Returns the flags of a driver; a driver that does not exist is reported at the place. */
    Optional<List<DriverFlag>> flags(String driver, Place place) {
        Optional<List<DriverFlag>> flags = known.computeIfAbsent(driver, name -> ask(name, place));
        if (flags.isEmpty()) {
            problems.add(
                    place,
                    "there is no usable driver \"" + PrintableText.of(driver) + "\""
                            + (place.equals(Place.START) ? origin : ""),
                    suggestion(driver));
        }
        return flags;
    }

    private Optional<List<DriverFlag>> ask(String driver, Place place) {
        try {
            return drivers.find(driver).map(DriverProvider::flags);
        } catch (MachineException e) {
            problems.add(place, "driver \"" + PrintableText.of(driver) + "\": " + e.getMessage());
            return Optional.empty();
        }
    }

    private String suggestion(String driver) {
        return Suggestion.hint(
                driver, drivers.builtIn().stream().map(DriverProvider::name).toList());
    }

    /** Returns the values by full name. */
    Map<String, List<String>> read(Fields options, String driver, List<DriverFlag> flags) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, DriverFlag> byKey = byKey(driver, flags);
        Map<String, Place> places = new HashMap<>();
        for (YamlValue.Entry entry : options.entries()) {
            DriverFlag flag = byKey.get(entry.key());
            if (flag == null) {
                unknown(entry, driver, byKey);
                continue;
            }
            Place first = places.putIfAbsent(flag.name(), entry.place());
            if (first != null) {
                problems.add(entry.place(), "the option " + flag.name() + " is already in this map, at " + first);
            }
            value(options, entry, flag, driver).ifPresent(texts -> values.put(flag.name(), texts));
        }
        return values;
    }

    /** Returns the flags by the names that the file may use: with and without the driver's prefix. */
    private static Map<String, DriverFlag> byKey(String driver, List<DriverFlag> flags) {
        Map<String, DriverFlag> byKey = new LinkedHashMap<>();
        flags.forEach(flag -> byKey.putIfAbsent(shortName(driver, flag.name()), flag));
        flags.forEach(flag -> byKey.put(flag.name(), flag));
        return byKey;
    }

    static String shortName(String driver, String option) {
        String prefix = driver + "-";
        return option.startsWith(prefix) && option.length() > prefix.length()
                ? option.substring(prefix.length())
                : option;
    }

    private void unknown(YamlValue.Entry entry, String driver, Map<String, DriverFlag> byKey) {
        problems.add(
                entry.place(),
                "the driver \"" + driver + "\" has no option \"" + PrintableText.of(entry.key()) + "\"",
                Suggestion.hint(entry.key(), byKey.keySet()));
    }

    private Optional<List<String>> value(Fields options, YamlValue.Entry entry, DriverFlag flag, String driver) {
        if (flag instanceof DriverFlag.SecretFlag) {
            problems.add(
                    entry.place(), "the secret " + entry.key() + " does not belong in the file", remedy(flag, driver));
            return Optional.empty();
        }
        if (flag instanceof DriverFlag.StringListFlag && entry.value() instanceof YamlValue.Sequence list) {
            List<String> texts = options.scalars(list.items(), entry.key()).stream()
                    .map(YamlValue.Scalar::text)
                    .toList();
            return valid(texts, entry) ? Optional.of(texts) : Optional.empty();
        }
        return options.scalar(entry.key(), wanted(flag))
                .flatMap(scalar -> text(scalar, entry, flag))
                .map(List::of)
                .filter(texts -> valid(texts, entry));
    }

    private static String remedy(DriverFlag flag, String driver) {
        if (driver.equals(OPENNEBULA)) {
            return "Remove it, and set ONE_AUTH to a file with USER:PASSWORD.";
        }
        return flag.environment().isEmpty()
                ? "Remove it."
                : "Remove it, and set the environment variable "
                        + flag.environment().getFirst() + ".";
    }

    private static String wanted(DriverFlag flag) {
        return switch (flag) {
            case DriverFlag.IntFlag _ -> "a whole number";
            case DriverFlag.BoolFlag _ -> "true or false";
            case DriverFlag.StringListFlag _ -> "a list";
            case DriverFlag.StringFlag _, DriverFlag.SecretFlag _ -> "a text";
        };
    }

    private Optional<String> text(YamlValue.Scalar scalar, YamlValue.Entry entry, DriverFlag flag) {
        Optional<String> text = switch (flag) {
            case DriverFlag.IntFlag _ ->
                scalar.wholeNumber()
                        .filter(number -> number == number.intValue())
                        .map(String::valueOf);
            case DriverFlag.BoolFlag _ -> scalar.truth().map(String::valueOf);
            case DriverFlag.StringFlag _, DriverFlag.SecretFlag _, DriverFlag.StringListFlag _ ->
                Optional.of(scalar.text());
        };
        if (text.isEmpty()) {
            problems.add(
                    scalar.place(),
                    entry.key() + " must be " + wanted(flag) + ", not \"" + PrintableText.of(scalar.text()) + "\"");
        }
        return text;
    }

    private boolean valid(List<String> texts, YamlValue.Entry entry) {
        boolean valid = texts.stream().noneMatch(text -> text.indexOf(0) >= 0);
        if (!valid) {
            problems.add(entry.value().place(), entry.key() + " holds a NUL character");
        }
        return valid;
    }
}
