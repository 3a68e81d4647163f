package io.onemachine.gotemplate;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.exec.Evaluator;
import io.onemachine.gotemplate.exec.Functions;
import io.onemachine.gotemplate.exec.TemplateFunction;
import io.onemachine.gotemplate.parse.FieldNames;
import io.onemachine.gotemplate.parse.Node;
import io.onemachine.gotemplate.parse.Parser;
import io.onemachine.gotemplate.value.GoStruct;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template in the language of Go's {@code text/template}.
 *
 * <p>It works on null, {@code Boolean}, {@code String}, {@code Long} (Go's int), {@code Double} (float64), lists, maps with
 * text as keys, and {@link GoStruct}.
 */
public final class Template {
    private final String text;
    private final Map<String, Node.Sequence> definitions;
    private final Map<String, TemplateFunction> functions;

    private Template(String text, Map<String, Node.Sequence> definitions, Map<String, TemplateFunction> functions) {
        this.text = text;
        this.definitions = definitions;
        this.functions = functions;
    }

    /**
     * Parses a template.
     *
     * @param text the template
     * @throws TemplateException when it is not well-formed
     */
    public static Template parse(String text) throws TemplateException {
        return parse(text, Functions.builtIn());
    }

    /** Parses a template that may also call {@code json} and {@code prettyjson}. */
    public static Template parseWithJson(String text) throws TemplateException {
        Map<String, TemplateFunction> functions = new HashMap<>(Functions.builtIn());
        functions.putAll(Functions.json());
        return parse(text, functions);
    }

    private static Template parse(String text, Map<String, TemplateFunction> functions) throws TemplateException {
        return new Template(text, Parser.parse("", text, functions.keySet()), functions);
    }

    /** Returns the names of the fields and methods that the template may read. */
    public Set<String> fieldNames() {
        return FieldNames.in(definitions.values());
    }

    /**
     * Applies the template to a value.
     *
     * @param value the template's dot
     * @param output receives the text; after an error it holds the text before the error
     * @throws TemplateException when the template fails for the value, such as for an unknown field
     */
    public void execute(@Nullable Object value, StringBuilder output) throws TemplateException {
        new Evaluator("", text, definitions, functions, output).run(value);
    }
}
