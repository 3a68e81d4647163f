package io.onemachine.plugin.protocol;

import io.onemachine.machine.driver.OptionValue;
import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the values of a new machine's options to and from their wire format: an interface value with a map of such values. */
public final class WireOptions {
    private static final String OPTIONS = "*rpcdriver.RPCFlags";
    private static final String VALUES = "Values";

    private static final String STRING = "string";
    private static final String INT = "int";
    private static final String BOOL = "bool";
    private static final String STRINGS = "[]string";

    private WireOptions() {}

    static Map<String, GobType> types() {
        return Map.of(
                OPTIONS,
                Protocol.struct(
                        "RPCFlags",
                        new GobType.Field(VALUES, new GobType.Mapping(GobType.Basic.STRING, GobType.Basic.INTERFACE))),
                STRING,
                GobType.Basic.STRING,
                INT,
                GobType.Basic.INT,
                BOOL,
                GobType.Basic.BOOL,
                STRINGS,
                new GobType.Slice(GobType.Basic.STRING));
    }

    /** Returns the values in the format that docker-machine sends. */
    public static TypedValue toGob(Map<String, OptionValue> values) {
        List<GobValue.Entry> entries = new ArrayList<>();
        values.forEach((name, value) -> entries.add(new GobValue.Entry(new GobValue.Text(name), toGob(value))));
        return new TypedValue(
                GobType.Basic.INTERFACE,
                new GobValue.Dynamic(OPTIONS, new GobValue.Struct(Map.of(VALUES, new GobValue.Mapping(entries)))));
    }

    private static GobValue toGob(OptionValue value) {
        return switch (value) {
            case OptionValue.StringValue stringValue ->
                new GobValue.Dynamic(STRING, new GobValue.Text(stringValue.value()));
            case OptionValue.SecretValue secret ->
                new GobValue.Dynamic(STRING, new GobValue.Text(secret.value().reveal()));
            case OptionValue.IntValue number -> new GobValue.Dynamic(INT, new GobValue.Int(number.value()));
            case OptionValue.BoolValue on -> new GobValue.Dynamic(BOOL, new GobValue.Bool(on.value()));
            case OptionValue.StringListValue stringListValue ->
                new GobValue.Dynamic(STRINGS, WireFlags.texts(stringListValue.value()));
        };
    }

    /**
     * Converts values from the wire format; nil stands for no options, and a nil value for an option that is not set.
     *
     * @throws GobException when the value is of another type, or an option is of another type than the four
     */
    public static Map<String, OptionValue> fromGob(GobValue value) throws GobException {
        GobValue options = value instanceof GobValue.Dynamic dynamic ? dynamic.value() : value;
        Map<String, OptionValue> values = new LinkedHashMap<>();
        switch (options) {
            case GobValue.Nil _ -> {}
            case GobValue.Struct struct -> {
                for (GobValue.Entry entry : struct.entries(VALUES)) {
                    if (!(entry.key() instanceof GobValue.Text name)) {
                        throw new GobException("the name of an option is " + GobValue.kind(entry.key()));
                    }
                    if (entry.value() instanceof GobValue.Dynamic dynamic) {
                        values.put(name.value(), option(name.value(), dynamic.value()));
                    }
                }
            }
            default -> throw new GobException("the options are " + GobValue.kind(options));
        }
        return values;
    }

    private static OptionValue option(String name, GobValue value) throws GobException {
        return switch (value) {
            case GobValue.Text text -> new OptionValue.StringValue(text.value());
            case GobValue.Bool bool -> new OptionValue.BoolValue(bool.value());
            case GobValue.Items items -> new OptionValue.StringListValue(WireFlags.textsOf(items));
            case GobValue.Int number
            when number.value() == (int) number.value() -> new OptionValue.IntValue((int) number.value());
            default -> throw new GobException("option " + name + " is " + GobValue.kind(value));
        };
    }
}
