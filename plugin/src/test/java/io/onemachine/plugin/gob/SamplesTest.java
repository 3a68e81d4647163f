package io.onemachine.plugin.gob;

import static io.onemachine.plugin.gob.Values.bool;
import static io.onemachine.plugin.gob.Values.dynamic;
import static io.onemachine.plugin.gob.Values.items;
import static io.onemachine.plugin.gob.Values.mapping;
import static io.onemachine.plugin.gob.Values.number;
import static io.onemachine.plugin.gob.Values.struct;
import static io.onemachine.plugin.gob.Values.text;
import static io.onemachine.plugin.gob.Values.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads values of the protocol that Go has written. */
final class SamplesTest {
    private static final String STRING_FLAG = "*mcnflag.StringFlag";
    private static final String BOOL_FLAG = "*mcnflag.BoolFlag";
    private static final String INT_FLAG = "*mcnflag.IntFlag";
    private static final String LIST_FLAG = "*mcnflag.StringSliceFlag";

    private static final Pattern NUMBER = Pattern.compile("(int|state\\.State) (-?\\d+)");
    private static final Pattern TEXT = Pattern.compile("string \"(.*)\"");
    private static final Pattern LONG_TEXT = Pattern.compile("(\\d+) x");

    private final Samples samples = Samples.load();

    @Test
    void theClientsStreamIsRead() throws IOException {
        List<GobValue> values = Samples.valuesIn(Samples.joined(samples.requests()));

        assertThat(values).hasSize(16);
        assertThat(headers(values))
                .containsExactly(
                        struct("ServiceMethod", text("RPCServerDriver.GetVersion")),
                        request("SetConfigRaw", 1),
                        request("GetMachineName", 2),
                        request("GetCreateFlags", 3),
                        request("SetConfigFromFlags", 4),
                        request("SetConfigFromFlags", 5),
                        request("Heartbeat", 200),
                        request("Close", 300));
        GobValue options = options(mapping(text("url"), dynamic("string", text("tcp://x"))));
        GobValue empty = GobValue.Struct.empty();
        assertThat(bodies(values))
                .containsExactly(
                        empty,
                        GobValue.Bytes.of("{\"MachineName\":\"m\"}"),
                        empty,
                        empty,
                        options,
                        options,
                        empty,
                        empty);
    }

    @Test
    void thePluginsStreamIsRead() throws IOException {
        List<GobValue> values = Samples.valuesIn(Samples.joined(samples.responses()));

        assertThat(values).hasSize(20);
        assertThat(headers(values).get(8))
                .isEqualTo(struct(
                        "ServiceMethod", text("RPCServerDriver.GetIP"),
                        "Seq", new GobValue.Uint(8),
                        "Error", text("IP address is not set")));
        List<GobValue> bodies = bodies(values);
        assertThat(bodies.subList(0, 3)).containsExactly(number(1), GobValue.Struct.empty(), text("192.0.2.7"));
        assertThat(((GobValue.Items) bodies.get(3)).values())
                .startsWith(dynamic(
                        STRING_FLAG,
                        struct("Name", text("s"), "Usage", text("a string"), "EnvVar", text("S"), "Value", text("v"))))
                .hasSize(5);
        assertThat(bodies.subList(4, 10))
                .containsExactly(
                        items(dynamic(
                                STRING_FLAG,
                                struct(
                                        "Name",
                                        text("s"),
                                        "Usage",
                                        text("a string"),
                                        "EnvVar",
                                        text("S"),
                                        "Value",
                                        text("v")))),
                        number(1),
                        GobValue.Bytes.of("{\"MachineName\":\"m\"}"),
                        number(1),
                        GobValue.Struct.empty(),
                        GobValue.Struct.empty());
    }

    @Test
    void everySingleValueIsRead() throws IOException {
        Map<String, GobValue> read = new LinkedHashMap<>();
        Map<String, GobValue> expected = new LinkedHashMap<>();
        for (var sample : samples.single().entrySet()) {
            List<GobValue> values = Samples.valuesIn(sample.getValue());
            assertThat(values).as(sample.getKey()).hasSize(1);
            read.put(sample.getKey(), values.getFirst());
            expected.put(sample.getKey(), expected(sample.getKey()));
        }
        assertThat(read).hasSizeGreaterThan(50).isEqualTo(expected);
    }

    private static GobValue expected(String label) {
        Matcher number = NUMBER.matcher(label);
        if (number.matches()) {
            return number(Long.parseLong(number.group(2)));
        }
        Matcher text = TEXT.matcher(label);
        if (text.matches()) {
            Matcher repeated = LONG_TEXT.matcher(text.group(1));
            return text(repeated.matches() ? "x".repeat(Integer.parseInt(repeated.group(1))) : text.group(1));
        }
        if (label.startsWith("*DriverOptions ")) {
            return expectedOptions(label.substring(15));
        }
        GobValue url = dynamic(STRING_FLAG, struct("Name", text("url"), "Usage", text("URL of host")));
        return switch (label) {
            case "struct{}{} (first on its stream: with its definition)" -> GobValue.Struct.empty();
            case "[]byte empty", "[]byte nil" -> GobValue.Bytes.of("");
            case "[]byte \"{}\"" -> GobValue.Bytes.of("{}");
            case "[]mcnflag.Flag empty" -> items();
            case "[]mcnflag.Flag{StringFlag{}} (all zero)" -> items(dynamic(STRING_FLAG, struct()));
            case "[]mcnflag.Flag{StringFlag{url,URL of host,,}}",
                    "[]mcnflag.Flag{&StringFlag{...}} (pointer: same bytes)" -> items(url);
            case "[]mcnflag.Flag{BoolFlag}" -> items(flag(BOOL_FLAG, "b"));
            case "[]mcnflag.Flag{IntFlag 0}" -> items(flag(INT_FLAG, "i"));
            case "[]mcnflag.Flag{IntFlag 22}" -> items(flag(INT_FLAG, "i", "Value", number(22)));
            case "[]mcnflag.Flag{IntFlag -1}" -> items(flag(INT_FLAG, "i", "Value", number(-1)));
            case "[]mcnflag.Flag{StringSliceFlag nil}" -> items(flag(LIST_FLAG, "l"));
            case "[]mcnflag.Flag{StringSliceFlag [x]}" -> items(flag(LIST_FLAG, "l", "Value", texts("x")));
            case "[]mcnflag.Flag{nil}" -> items(new GobValue.Nil());
            default -> throw new AssertionError("unexpected sample: " + label);
        };
    }

    private static GobValue expectedOptions(String values) {
        return switch (values) {
            case "RPCFlags{nil map}" -> dynamic("*rpcdriver.RPCFlags", struct());
            case "RPCFlags{} empty map" -> options(mapping());
            case "{s: \"v\"}" -> options(mapping(text("s"), dynamic("string", text("v"))));
            case "{s: \"\"}" -> options(mapping(text("s"), dynamic("string", text(""))));
            case "{b: true}" -> options(mapping(text("b"), dynamic("bool", bool(true))));
            case "{b: false}" -> options(mapping(text("b"), dynamic("bool", bool(false))));
            case "{i: 22}" -> options(mapping(text("i"), dynamic("int", number(22))));
            case "{i: 0}" -> options(mapping(text("i"), dynamic("int", number(0))));
            case "{i: -1}" -> options(mapping(text("i"), dynamic("int", number(-1))));
            case "{l: [x y]}" -> options(mapping(text("l"), dynamic("[]string", texts("x", "y"))));
            case "{l: []string{}}", "{l: []string(nil)}" -> options(mapping(text("l"), dynamic("[]string", texts())));
            case "{n: nil}" -> options(mapping(text("n"), new GobValue.Nil()));
            default -> throw new AssertionError("unexpected options: " + values);
        };
    }

    private static GobValue flag(String type, String name, Object... more) {
        List<Object> fields = new ArrayList<>(List.of("Name", text(name), "Usage", text("u"), "EnvVar", text("E")));
        fields.addAll(List.of(more));
        return dynamic(type, struct(fields.toArray()));
    }

    private static GobValue options(GobValue values) {
        return dynamic("*rpcdriver.RPCFlags", struct("Values", values));
    }

    private static GobValue request(String method, long seq) {
        return struct("ServiceMethod", text("RPCServerDriver." + method), "Seq", new GobValue.Uint(seq));
    }

    private static List<GobValue> headers(List<GobValue> values) {
        return everySecond(values, 0);
    }

    private static List<GobValue> bodies(List<GobValue> values) {
        return everySecond(values, 1);
    }

    private static List<GobValue> everySecond(List<GobValue> values, int first) {
        List<GobValue> some = new ArrayList<>();
        for (int i = first; i < values.size(); i += 2) {
            some.add(values.get(i));
        }
        return some;
    }
}
