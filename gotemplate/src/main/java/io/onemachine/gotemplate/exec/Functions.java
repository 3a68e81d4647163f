package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.format.GoFormat;
import io.onemachine.gotemplate.format.GoPrinter;
import io.onemachine.gotemplate.format.JsonText;
import io.onemachine.gotemplate.text.Escaping;
import io.onemachine.gotemplate.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The predefined functions, and those for JSON. {@code and} and {@code or} are evaluated by {@link ExpressionEvaluator}. */
public final class Functions {
    private Functions() {}

    public static Map<String, TemplateFunction> builtIn() {
        Map<String, TemplateFunction> functions = new HashMap<>();
        functions.put("and", Functions::evaluatedLazily);
        functions.put("or", Functions::evaluatedLazily);
        functions.put("not", arguments -> {
            return !Values.isTrue(arguments.get(0));
        });
        functions.put("len", IndexFunctions::length);
        functions.put("index", IndexFunctions::index);
        functions.put("slice", IndexFunctions::slice);
        functions.put("call", Functions::call);
        functions.put("print", GoPrinter::print);
        functions.put("println", GoPrinter::println);
        functions.put("printf", Functions::printf);
        functions.put("html", arguments -> Escaping.html(text(arguments)));
        functions.put("js", arguments -> Escaping.js(text(arguments)));
        functions.put("urlquery", arguments -> Escaping.urlQuery(text(arguments)));
        functions.put("eq", Comparison::equal);
        functions.put("ne", Comparison::notEqual);
        functions.put("lt", arguments -> Comparison.ordered("lt", arguments));
        functions.put("le", arguments -> Comparison.ordered("le", arguments));
        functions.put("gt", arguments -> Comparison.ordered("gt", arguments));
        functions.put("ge", arguments -> Comparison.ordered("ge", arguments));
        return functions;
    }

    public static Map<String, TemplateFunction> json() {
        return Map.of(
                "json",
                arguments -> {
                    return JsonText.compact(arguments.get(0));
                },
                "prettyjson",
                arguments -> {
                    return JsonText.indented(arguments.get(0));
                });
    }

    private static @Nullable Object evaluatedLazily(List<@Nullable Object> arguments) {
        throw new IllegalStateException("evaluated lazily");
    }

    private static @Nullable Object call(List<@Nullable Object> arguments) throws FunctionException {
        Object function = arguments.get(0);
        throw new FunctionException(
                function == null ? "call of nil" : "non-function of type " + Values.typeName(function));
    }

    private static Object printf(List<@Nullable Object> arguments) throws FunctionException {
        return GoFormat.sprintf(
                (String) Objects.requireNonNull(arguments.get(0)), arguments.subList(1, arguments.size()));
    }

    /** Returns the input of an escaping function: its printed arguments; null is printed as {@code <no value>}. */
    private static String text(List<@Nullable Object> arguments) throws FunctionException {
        List<@Nullable Object> printable = new ArrayList<>(arguments.size());
        for (Object argument : arguments) {
            printable.add(GoPrinter.printable(argument));
        }
        return GoPrinter.print(printable);
    }
}
