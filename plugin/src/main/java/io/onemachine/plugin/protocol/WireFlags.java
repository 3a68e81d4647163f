package io.onemachine.plugin.protocol;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.wording.CommandLineWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Converts a driver's flags to and from their wire format: a slice of interface values of four types. */
public final class WireFlags {
    private static final String STRING = "*mcnflag.StringFlag";
    private static final String INT = "*mcnflag.IntFlag";
    private static final String BOOL = "*mcnflag.BoolFlag";
    private static final String STRING_LIST = "*mcnflag.StringSliceFlag";

    private static final String NAME = "Name";
    private static final String USAGE = "Usage";
    private static final String ENVIRONMENT = "EnvVar";
    private static final String VALUE = "Value";

    private static final GobType FLAGS = new GobType.Slice(GobType.Basic.INTERFACE);

    private WireFlags() {}

    static Map<String, GobType> types() {
        return Map.of(
                STRING, struct("StringFlag", GobType.Basic.STRING),
                INT, struct("IntFlag", GobType.Basic.INT),
                STRING_LIST, struct("StringSliceFlag", new GobType.Slice(GobType.Basic.STRING)),
                BOOL, Protocol.struct("BoolFlag", stringField(NAME), stringField(USAGE), stringField(ENVIRONMENT)));
    }

    private static GobType.Struct struct(String name, GobType value) {
        return Protocol.struct(
                name, stringField(NAME), stringField(USAGE), stringField(ENVIRONMENT), new GobType.Field(VALUE, value));
    }

    private static GobType.Field stringField(String name) {
        return new GobType.Field(name, GobType.Basic.STRING);
    }

    /** Returns the flags in the format that a plugin sends. */
    public static TypedValue toGob(List<DriverFlag> flags) {
        return new TypedValue(
                FLAGS,
                new GobValue.Items(
                        flags.stream().<GobValue>map(WireFlags::toGob).toList()));
    }

    private static GobValue.Dynamic toGob(DriverFlag flag) {
        return switch (flag) {
            case DriverFlag.StringFlag text -> dynamic(STRING, flag, new GobValue.Text(text.value()));
            case DriverFlag.SecretFlag _ -> dynamic(STRING, flag, new GobValue.Text(""));
            case DriverFlag.IntFlag number -> dynamic(INT, flag, new GobValue.Int(number.value()));
            case DriverFlag.StringListFlag list -> dynamic(STRING_LIST, flag, texts(list.value()));
            case DriverFlag.BoolFlag _ ->
                new GobValue.Dynamic(
                        BOOL,
                        new GobValue.Struct(Map.of(
                                NAME, new GobValue.Text(flag.name()),
                                USAGE, usage(flag),
                                ENVIRONMENT, environment(flag))));
        };
    }

    private static GobValue.Dynamic dynamic(String type, DriverFlag flag, GobValue value) {
        return new GobValue.Dynamic(
                type,
                new GobValue.Struct(Map.of(
                        NAME,
                        new GobValue.Text(flag.name()),
                        USAGE,
                        usage(flag),
                        ENVIRONMENT,
                        environment(flag),
                        VALUE,
                        value)));
    }

    private static GobValue usage(DriverFlag flag) {
        return new GobValue.Text(CommandLineWords.in(flag.usage()));
    }

    /** Joins several variables with commas; the first that is set counts. */
    private static GobValue environment(DriverFlag flag) {
        return new GobValue.Text(String.join(",", flag.environment()));
    }

    static GobValue.Items texts(List<String> texts) {
        return new GobValue.Items(
                texts.stream().<GobValue>map(GobValue.Text::new).toList());
    }

    /**
     * Converts flags from the wire format.
     *
     * @throws GobException when the value is not a list of flags, or a flag is of a type unknown to docker-machine
     */
    public static List<DriverFlag> fromGob(GobValue value) throws GobException {
        if (!(value instanceof GobValue.Items items)) {
            throw new GobException("the flags are " + GobValue.kind(value));
        }
        List<DriverFlag> flags = new ArrayList<>();
        for (GobValue item : items.values()) {
            if (item instanceof GobValue.Dynamic dynamic && dynamic.value() instanceof GobValue.Struct fields) {
                flags.add(flag(dynamic.typeName(), fields));
            } else {
                throw new GobException("one of the flags is " + GobValue.kind(item));
            }
        }
        return flags;
    }

    private static DriverFlag flag(String type, GobValue.Struct fields) throws GobException {
        String name = fields.text(NAME);
        String usage = fields.text(USAGE);
        List<String> environment = variables(fields.text(ENVIRONMENT));
        if (name.isBlank()) {
            throw new GobException("one of the flags has no name");
        }
        return switch (type) {
            case STRING -> new DriverFlag.StringFlag(name, usage, environment, fields.text(VALUE));
            case INT -> new DriverFlag.IntFlag(name, usage, environment, wholeNumber(fields));
            case BOOL -> new DriverFlag.BoolFlag(name, usage, environment);
            case STRING_LIST -> new DriverFlag.StringListFlag(name, usage, environment, texts(fields));
            default -> throw new GobException("flag " + name + " is of the unknown type " + type);
        };
    }

    private static List<String> variables(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .filter(variable -> !variable.isEmpty())
                .toList();
    }

    private static int wholeNumber(GobValue.Struct fields) throws GobException {
        long number = fields.integer(VALUE);
        if (number != (int) number) {
            throw new GobException("the default " + number + " of a flag is too large");
        }
        return (int) number;
    }

    private static List<String> texts(GobValue.Struct fields) throws GobException {
        return textsOf(new GobValue.Items(fields.items(VALUE)));
    }

    static List<String> textsOf(GobValue.Items items) throws GobException {
        List<String> texts = new ArrayList<>();
        for (GobValue item : items.values()) {
            if (!(item instanceof GobValue.Text text)) {
                throw new GobException(GobValue.kind(item) + " in a list of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }
}
