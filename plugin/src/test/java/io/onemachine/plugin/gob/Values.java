package io.onemachine.plugin.gob;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short names for the values that tests expect and write. */
final class Values {
    private Values() {}

    static GobValue.Int number(long value) {
        return new GobValue.Int(value);
    }

    static GobValue.Text text(String value) {
        return new GobValue.Text(value);
    }

    static GobValue.Bool bool(boolean value) {
        return new GobValue.Bool(value);
    }

    static GobValue.Items items(GobValue... values) {
        return new GobValue.Items(List.of(values));
    }

    static GobValue.Items texts(String... values) {
        return new GobValue.Items(List.of(values).stream()
                .map(value -> (GobValue) new GobValue.Text(value))
                .toList());
    }

    static GobValue.Dynamic dynamic(String type, GobValue value) {
        return new GobValue.Dynamic(type, value);
    }

    /** Returns a struct of the given fields: a name, its value, a name ... */
    static GobValue.Struct struct(Object... fields) {
        Map<String, GobValue> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put((String) fields[i], (GobValue) fields[i + 1]);
        }
        return new GobValue.Struct(values);
    }

    /** Returns a map of the given entries: a key, its value, a key ... */
    static GobValue.Mapping mapping(GobValue... keysAndValues) {
        List<GobValue.Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new GobValue.Entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        return new GobValue.Mapping(entries);
    }

    /** Returns a struct type of the given fields: a name, its type, a name ... */
    static GobType.Struct structType(String name, Object... fields) {
        List<GobType.Field> all = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(new GobType.Field((String) fields[i], (GobType) fields[i + 1]));
        }
        return new GobType.Struct(name, all);
    }
}
