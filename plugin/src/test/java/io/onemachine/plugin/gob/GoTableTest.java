package io.onemachine.plugin.gob;

import static io.onemachine.plugin.gob.GobType.Basic.BOOL;
import static io.onemachine.plugin.gob.GobType.Basic.BYTES;
import static io.onemachine.plugin.gob.GobType.Basic.COMPLEX;
import static io.onemachine.plugin.gob.GobType.Basic.FLOAT;
import static io.onemachine.plugin.gob.GobType.Basic.INT;
import static io.onemachine.plugin.gob.GobType.Basic.INTERFACE;
import static io.onemachine.plugin.gob.GobType.Basic.STRING;
import static io.onemachine.plugin.gob.GobType.Basic.UINT;
import static io.onemachine.plugin.gob.Values.bool;
import static io.onemachine.plugin.gob.Values.dynamic;
import static io.onemachine.plugin.gob.Values.items;
import static io.onemachine.plugin.gob.Values.mapping;
import static io.onemachine.plugin.gob.Values.number;
import static io.onemachine.plugin.gob.Values.struct;
import static io.onemachine.plugin.gob.Values.structType;
import static io.onemachine.plugin.gob.Values.text;
import static io.onemachine.plugin.gob.Values.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.plugin.testing.GoProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges every kind of value with Go in both directions; {@code gobtable} has the same table in Go. */
final class GoTableTest {
    private static final GobType.Struct INNER = structType("inner", "Text", STRING, "Count", INT);
    private static final GobType.Struct BOX = structType("box", "Content", INTERFACE);
    private static final GobType.Slice STRINGS = new GobType.Slice(STRING);
    private static final GobType.Struct OUTER = structType(
            "outer",
            "Flag",
            BOOL,
            "Small",
            INT,
            "Large",
            UINT,
            "Ratio",
            FLOAT,
            "Name",
            STRING,
            "Raw",
            BYTES,
            "Inner",
            INNER,
            "Pointer",
            INNER,
            "List",
            new GobType.Slice(INNER),
            "Fixed",
            new GobType.Array(STRING, 2),
            "Table",
            new GobType.Mapping(STRING, new GobType.Slice(INT)),
            "Any",
            INTERFACE);

    private static final Map<String, GobType> REGISTERED = Map.ofEntries(
            Map.entry("int", INT),
            Map.entry("uint", UINT),
            Map.entry("string", STRING),
            Map.entry("bool", BOOL),
            Map.entry("float64", FLOAT),
            Map.entry("[]uint8", BYTES),
            Map.entry("[]string", STRINGS),
            Map.entry("main.inner", INNER),
            Map.entry("main.box", BOX),
            Map.entry("*mcnflag.StringFlag", flag("StringFlag", "Value", STRING)),
            Map.entry("*mcnflag.IntFlag", flag("IntFlag", "Value", INT)),
            Map.entry("*mcnflag.StringSliceFlag", flag("StringSliceFlag", "Value", STRINGS)),
            Map.entry("*mcnflag.BoolFlag", structType("BoolFlag", "Name", STRING, "Usage", STRING, "EnvVar", STRING)),
            Map.entry("*rpcdriver.RPCFlags", structType("RPCFlags", "Values", new GobType.Mapping(STRING, INTERFACE))));

    /** A row of the table; a row without a type is written by Go only. */
    private record Row(@Nullable GobType type, GobValue value) {}

    private static final Map<String, Row> TABLE = table();

    @TempDir
    static Path folder;

    private static @Nullable GoProgram go;

    @BeforeAll
    static void build() {
        go = GoProgram.built("gobtable", folder);
    }

    @Test
    void whatGoWritesIsRead() throws IOException {
        Map<String, GobValue> read = new LinkedHashMap<>();
        for (String line : run("emit", "").lines().toList()) {
            String[] parts = line.split("\t", -1);
            read.put(
                    parts[0],
                    Samples.valuesIn(HexFormat.of().parseHex(parts[1])).getFirst());
        }

        Map<String, GobValue> expected = new LinkedHashMap<>();
        TABLE.forEach((name, row) -> expected.put(name, row.value()));
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void goReadsWhatIsWritten() throws IOException {
        StringBuilder lines = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (var entry : TABLE.entrySet()) {
            GobType type = entry.getValue().type();
            if (type != null) {
                var stream = new ByteArrayOutputStream();
                new GobWriter(stream, REGISTERED)
                        .write(new TypedValue(type, entry.getValue().value()));
                String hex = HexFormat.of().formatHex(stream.toByteArray());
                lines.append(entry.getKey()).append('\t').append(hex).append('\n');
                expected.append(entry.getKey()).append("\tok\n");
            }
        }

        assertThat(run("check", lines.toString())).isEqualTo(expected.toString());
    }

    private static String run(String mode, String input) {
        if (go == null) {
            throw new AssertionError("the Go program was not built");
        }
        return go.run(input, mode);
    }

    private static Map<String, Row> table() {
        Map<String, Row> table = new LinkedHashMap<>();
        table.put("true", new Row(BOOL, bool(true)));
        table.put("smallest", new Row(INT, number(Long.MIN_VALUE)));
        table.put("largest", new Row(INT, number(Long.MAX_VALUE)));
        table.put("unsigned", new Row(UINT, new GobValue.Uint(-1)));
        table.put("float", new Row(FLOAT, new GobValue.Real(-12.375)));
        table.put("pi", new Row(FLOAT, new GobValue.Real(Math.PI)));
        table.put("infinite", new Row(FLOAT, new GobValue.Real(Double.NEGATIVE_INFINITY)));
        table.put("complex", new Row(COMPLEX, new GobValue.Complex(1.5, -2)));
        table.put("string", new Row(STRING, text("héllo ∞ 𝄞")));
        table.put("bytes", new Row(BYTES, GobValue.Bytes.of(new byte[] {0, 127, -128, -1})));
        table.put("ints", new Row(new GobType.Slice(INT), items(number(0), number(-1), number(300))));
        table.put("array", new Row(new GobType.Array(STRING, 3), texts("a", "", "c")));
        table.put("floats", new Row(new GobType.Slice(FLOAT), items(new GobValue.Real(0), new GobValue.Real(1.25))));
        table.put("map", new Row(new GobType.Mapping(STRING, INT), mapping(text("k"), number(-5))));
        table.put("map of slices", new Row(new GobType.Mapping(INT, STRINGS), mapping(number(7), texts("x", "y"))));
        table.put(
                "slice of maps",
                new Row(
                        new GobType.Slice(new GobType.Mapping(STRING, BOOL)),
                        items(mapping(text("on"), bool(true)), mapping())));
        table.put("outer", new Row(OUTER, outer()));
        // Go sends structs and arrays even if they are zero.
        table.put("outer all zero", new Row(OUTER, struct("Inner", struct(), "Fixed", texts("", ""))));
        table.put("unknown fields", new Row(wideType(), wide()));
        GobValue deep = dynamic("[]string", texts("deep"));
        table.put("boxes", new Row(BOX, box(box(box(deep)))));
        table.put("interfaces", new Row(new GobType.Slice(INTERFACE), interfaces()));
        table.put("interface", new Row(INTERFACE, dynamic("main.box", box(inner("x", 1)))));
        table.put("flags", new Row(new GobType.Slice(INTERFACE), flags()));
        table.put(
                "options",
                new Row(
                        INTERFACE,
                        dynamic(
                                "*rpcdriver.RPCFlags",
                                struct("Values", mapping(text("list"), dynamic("[]string", texts("a", "")))))));
        table.put("empty options", new Row(INTERFACE, dynamic("*rpcdriver.RPCFlags", struct())));
        table.put("list", new Row(null, list(1, list(2, list(3, null)))));
        table.put("big", new Row(null, opaque("020100000000 00")));
        table.put("time", new Row(null, opaque("010000000eb32cc10000000000ffff")));
        return table;
    }

    private static GobValue outer() {
        return struct(
                "Flag", bool(true),
                "Small", number(-8),
                "Large", new GobValue.Uint(Long.MIN_VALUE),
                "Ratio", new GobValue.Real(0.5),
                "Name", text("n"),
                "Raw", GobValue.Bytes.of("raw"),
                "Inner", innerStruct("in", 1),
                "Pointer", innerStruct("p", 2),
                "List", items(struct(), innerStruct("l", 3)),
                "Fixed", texts("f", ""),
                "Table", mapping(text("t"), items(number(1), number(2))),
                "Any", inner("any", 4));
    }

    private static GobType wideType() {
        return structType(
                "wide",
                "First",
                STRING,
                "Second",
                new GobType.Mapping(STRING, new GobType.Slice(INNER)),
                "Third",
                INTERFACE,
                "Fourth",
                INT);
    }

    private static GobValue wide() {
        return struct(
                "First", text("f"),
                "Second", mapping(text("s"), items(innerStruct("x", 1))),
                "Third", dynamic("main.box", box(dynamic("main.box", box(dynamic("[]string", texts("deep")))))),
                "Fourth", number(4));
    }

    private static GobValue interfaces() {
        return items(
                dynamic("int", number(1)),
                dynamic("string", text("two")),
                dynamic("bool", bool(true)),
                dynamic("[]string", texts("three")),
                dynamic("float64", new GobValue.Real(4.5)),
                new GobValue.Nil(),
                inner("six", 6),
                dynamic("[]uint8", GobValue.Bytes.of("seven")),
                dynamic("uint", new GobValue.Uint(8)),
                dynamic("main.box", box(inner("nine", 9))),
                inner("ten", 10));
    }

    private static GobValue flags() {
        return items(
                dynamic(
                        "*mcnflag.StringFlag",
                        struct(
                                "Name",
                                text("s"),
                                "Usage",
                                text("usage"),
                                "EnvVar",
                                text("ENV"),
                                "Value",
                                text("value"))),
                dynamic("*mcnflag.IntFlag", struct("Name", text("i"), "Value", number(-3))),
                dynamic("*mcnflag.StringSliceFlag", struct("Name", text("l"), "Value", texts("a", "b"))),
                dynamic("*mcnflag.BoolFlag", struct("Name", text("b"))),
                dynamic("*mcnflag.StringFlag", struct()));
    }

    private static GobType.Struct flag(String name, String field, GobType type) {
        return structType(name, "Name", STRING, "Usage", STRING, "EnvVar", STRING, field, type);
    }

    private static GobValue.Struct box(GobValue content) {
        return struct("Content", content instanceof GobValue.Struct nested ? dynamic("main.box", nested) : content);
    }

    private static GobValue.Struct innerStruct(String text, long count) {
        return struct("Text", text(text), "Count", number(count));
    }

    private static GobValue inner(String text, long count) {
        return dynamic("main.inner", innerStruct(text, count));
    }

    private static GobValue list(long value, @Nullable GobValue next) {
        return next == null ? struct("Value", number(value)) : struct("Value", number(value), "Next", next);
    }

    private static GobValue opaque(String hex) {
        return new GobValue.Opaque(GobValue.Bytes.of(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }
}
