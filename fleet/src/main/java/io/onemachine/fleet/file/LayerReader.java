package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.YamlValue;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.host.LabelChange;
import io.onemachine.machine.options.EngineOptionSyntax;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.OptionValidator;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the settings of the defaults or of a group. */
final class LayerReader {
    private static final String ENGINE_PREFIX = "engine-";

    private final OptionsReader options;
    private final Problems problems;

    LayerReader(OptionsReader options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /**
     * Reads settings.
     *
     * @param used whether machines have these settings, so that their driver must exist
     * @param inherited the driver when the settings name none
     * @param inheritedAt where that driver is named, for messages
     */
    Layer read(Fields fields, boolean used, String inherited, Place inheritedAt) {
        Optional<String> own = fields.text(FleetKeys.DRIVER);
        String driver = own.orElse(inherited);
        Fields given = fields.map(FleetKeys.OPTIONS);
        Optional<List<DriverFlag>> flags =
                used || own.isPresent() || !given.entries().isEmpty()
                        ? options.flags(driver, own.isPresent() ? fields.placeOf(FleetKeys.DRIVER) : inheritedAt)
                        : Optional.empty();
        Fields ssh = fields.map(FleetKeys.SSH).onlyWith(FleetKeys.OF_SSH, FleetKeys.SSH);
        return new Layer(
                driver,
                flags.map(known -> options.read(given, driver, known)).orElse(Map.of()),
                engine(fields.map(FleetKeys.ENGINE).onlyWith(EngineKey.keys(), FleetKeys.ENGINE)),
                named(ssh, FleetKeys.HOST_KEY, name -> HostKeyPolicy.parse(name, FleetKeys.HOST_KEY)),
                named(ssh, FleetKeys.KEY_TYPE, name -> SshKeyType.parse(name, FleetKeys.KEY_TYPE)),
                fields.list(FleetKeys.TLS_SAN).map(items -> texts(items, FleetKeys.TLS_SAN)),
                fields.list(FleetKeys.LABELS).map(this::labels),
                lease(fields),
                fields.truth(FleetKeys.CONTEXT),
                state(fields));
    }

    private Map<EngineKey, List<String>> engine(Fields fields) {
        Map<EngineKey, List<String>> values = new EnumMap<>(EngineKey.class);
        for (EngineKey key : EngineKey.values()) {
            switch (key.kind()) {
                case LIST -> fields.list(key.key()).ifPresent(items -> values.put(key, engineItems(key, items)));
                case TEXT ->
                    fields.scalar(key.key(), "a text").ifPresent(scalar -> {
                        if (checkEngine(key, scalar)) {
                            values.put(key, List.of(scalar.text()));
                        }
                    });
                case TRUTH ->
                    fields.truth(key.key()).ifPresent(truth -> values.put(key, List.of(String.valueOf(truth))));
            }
        }
        return values;
    }

    private List<String> engineItems(EngineKey key, List<YamlValue.Scalar> items) {
        return items.stream()
                .filter(item -> checkEngine(key, item))
                .map(YamlValue.Scalar::text)
                .toList();
    }

    private boolean checkEngine(EngineKey key, YamlValue.Scalar value) {
        EngineOptions one = EngineKey.options(Map.of(key, List.of(value.text())));
        return check(one, value.place());
    }

    /** Returns whether the options have a form that an engine accepts, and reports the first that has not. */
    boolean check(EngineOptions engine, Place place) {
        try {
            OptionValidator.check(engine);
            EngineOptionSyntax.check(engine);
            return true;
        } catch (DriverOptionException e) {
            problems.add(place, inFile(e.reason()), inFile(e.hint().orElse("")));
            return false;
        }
    }

    /** Names options by their keys. */
    private static String inFile(String message) {
        return Reference.replaceAll(message, reference -> switch (reference) {
            case Reference.Option option ->
                option.name().startsWith(ENGINE_PREFIX)
                        ? option.name().substring(ENGINE_PREFIX.length())
                        : option.toString();
            case Reference.Command command -> command.toString();
            case Reference.Program program -> program.toString();
        });
    }

    private <T> Optional<T> named(Fields fields, String key, Function<String, T> parse) {
        return fields.text(key).flatMap(name -> {
            try {
                return Optional.of(parse.apply(name));
            } catch (DriverOptionException e) {
                problems.add(fields.placeOf(key), e.reason());
                return Optional.empty();
            }
        });
    }

    private List<String> texts(List<YamlValue.Scalar> items, String key) {
        return distinct(items, key, YamlValue.Scalar::text, item -> {
            if (!Fields.isText(item.text())) {
                problems.add(item.place(), "an item of " + key + " is empty or holds a control character");
            }
        });
    }

    private List<String> labels(List<YamlValue.Scalar> items) {
        return distinct(items, FleetKeys.LABELS, item -> keyOf(item.text()), item -> {
            try {
                if (LabelChange.parse(item.text()).label().isEmpty()) {
                    problems.add(
                            item.place(),
                            "the label \"" + PrintableText.of(item.text()) + "\" ends with a dash",
                            "Leave a label out to remove it.");
                }
            } catch (IllegalArgumentException e) {
                problems.add(item.place(), PrintableText.of(String.valueOf(e.getMessage())));
            }
        });
    }

    private List<String> distinct(
            List<YamlValue.Scalar> items,
            String key,
            Function<YamlValue.Scalar, String> identity,
            Consumer<YamlValue.Scalar> check) {
        Set<String> seen = new HashSet<>();
        for (YamlValue.Scalar item : items) {
            check.accept(item);
            if (!seen.add(identity.apply(item))) {
                problems.add(
                        item.place(),
                        "\"" + PrintableText.of(identity.apply(item)) + "\" is in " + key + " more than once");
            }
        }
        return items.stream().map(YamlValue.Scalar::text).toList();
    }

    private static String keyOf(String label) {
        int equals = label.indexOf('=');
        return equals < 0 ? label : label.substring(0, equals);
    }

    private Optional<FleetLease> lease(Fields fields) {
        return fields.text(FleetKeys.LEASE).flatMap(text -> {
            Optional<FleetLease> lease = FleetLease.parse(text);
            if (lease.isEmpty()) {
                problems.add(
                        fields.placeOf(FleetKeys.LEASE),
                        "lease must be a duration such as 8h, 7d or 1d12h, a time with its zone such as"
                                + " 2026-12-01T18:00Z, or never, not \"" + PrintableText.of(text) + "\"");
            }
            return lease;
        });
    }

    private Optional<PowerState> state(Fields fields) {
        return fields.text(FleetKeys.STATE).flatMap(text -> {
            Optional<PowerState> state = PowerState.parse(text);
            if (state.isEmpty()) {
                problems.add(
                        fields.placeOf(FleetKeys.STATE),
                        "state must be running or stopped, not \"" + PrintableText.of(text) + "\"",
                        Suggestion.hint(text, List.of("running", "stopped")));
            }
            return state;
        });
    }
}
