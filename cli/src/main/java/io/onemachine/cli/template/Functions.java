package io.onemachine.cli.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions every template can call, and those for JSON. {@code and} and {@code or} are the evaluator's. */
final class Functions {
    private Functions() {}

    static Map<String, TemplateFunction> builtIn() {
        Map<String, TemplateFunction> functions = new HashMap<>();
        functions.put("and", Functions::evaluatorsOwn);
        functions.put("or", Functions::evaluatorsOwn);
        functions.put("not", arguments -> {
            TemplateFunction.require("not", arguments, 1, false);
            return !Values.isTrue(arguments.get(0));
        });
        functions.put("len", Elements::length);
        functions.put("index", Elements::index);
        functions.put("slice", Elements::slice);
        functions.put("call", Functions::call);
        functions.put("print", GoPrinter::print);
        functions.put("println", GoPrinter::println);
        functions.put("printf", Functions::printf);
        functions.put("html", arguments -> html(text(arguments)));
        functions.put("js", arguments -> js(text(arguments)));
        functions.put("urlquery", arguments -> urlQuery(text(arguments)));
        functions.put("eq", Comparison::equal);
        functions.put("ne", Comparison::notEqual);
        functions.put("lt", arguments -> Comparison.ordered("lt", arguments));
        functions.put("le", arguments -> Comparison.ordered("le", arguments));
        functions.put("gt", arguments -> Comparison.ordered("gt", arguments));
        functions.put("ge", arguments -> Comparison.ordered("ge", arguments));
        return functions;
    }

    static Map<String, TemplateFunction> json() {
        return Map.of(
                "json",
                arguments -> {
                    TemplateFunction.require("json", arguments, 1, false);
                    return JsonText.compact(arguments.get(0));
                },
                "prettyjson",
                arguments -> {
                    TemplateFunction.require("prettyjson", arguments, 1, false);
                    return JsonText.indented(arguments.get(0));
                });
    }

    private static @Nullable Object evaluatorsOwn(List<@Nullable Object> arguments) {
        throw new IllegalStateException("evaluated lazily");
    }

    private static @Nullable Object call(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("call", arguments, 1, true);
        Object function = arguments.get(0);
        throw new FunctionException(
                function == null ? "call of nil" : "non-function of type " + Values.typeName(function));
    }

    private static Object printf(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("printf", arguments, 1, true);
        if (!(arguments.get(0) instanceof String format)) {
            throw new FunctionException(
                    "wrong type for value; expected string; got " + Values.typeName(arguments.get(0)));
        }
        return GoFormat.sprintf(format, arguments.subList(1, arguments.size()));
    }

    /** What an escaping function works on: its arguments printed; a null counts as {@code <no value>}. */
    private static String text(List<@Nullable Object> arguments) {
        if (arguments.size() == 1 && arguments.get(0) == null) {
            return "<no value>";
        }
        return GoPrinter.print(arguments);
    }

    private static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> escaped.append('\ufffd');
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String js(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\'' || c == '"') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || "<>&=".indexOf(c) >= 0 || (c > 0x7f && !Quoting.isPrintable(text.codePointAt(i)))) {
                String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                escaped.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String urlQuery(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
