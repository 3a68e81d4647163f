package io.onemachine.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the values of pipelines and keeps the variables. */
final class ExpressionEvaluator {
    /** Stands for a final argument that is not there, and for a field that a map does not have. */
    private enum Absent {
        MISSING
    }

    /**
     * A variable and its value.
     *
     * @param name with the dollar sign
     */
    record Binding(String name, @Nullable Object value) {}

    private final Map<String, TemplateFunction> functions;
    private final ErrorContext context;
    private List<Binding> variables = new ArrayList<>();

    ExpressionEvaluator(Map<String, TemplateFunction> functions, ErrorContext context) {
        this.functions = functions;
        this.context = context;
    }

    int mark() {
        return variables.size();
    }

    void popTo(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    void push(String variable, @Nullable Object value) {
        variables.add(new Binding(variable, value));
    }

    /** Hides all variables; {@code $} is {@code dot} until {@link #endScope}. */
    List<Binding> startScope(@Nullable Object dot) {
        List<Binding> outer = variables;
        variables = new ArrayList<>();
        push("$", dot);
        return outer;
    }

    void endScope(List<Binding> outer) {
        variables = outer;
    }

    @Nullable
    Object pipeline(Node.Pipeline pipeline, @Nullable Object dot) throws TemplateException {
        Object value = rangeValue(pipeline, dot);
        for (String variable : pipeline.variables()) {
            set(variable, value, pipeline.assigns());
        }
        return value;
    }

    /** The value of a pipeline whose variables are set by {@link #setRangeVariables}. */
    @Nullable
    Object rangeValue(Node.Pipeline pipeline, @Nullable Object dot) throws TemplateException {
        context.at(pipeline);
        Object value = Absent.MISSING;
        for (Node.Command command : pipeline.commands()) {
            value = present(command(command, dot, value));
        }
        return value;
    }

    private static @Nullable Object present(@Nullable Object value) {
        return value instanceof Absent ? null : value;
    }

    /** One variable takes the element, two take its index or key and the element. */
    void setRangeVariables(Node.Pipeline pipeline, Object key, @Nullable Object element) throws TemplateException {
        List<String> names = pipeline.variables();
        if (names.size() == 1) {
            set(names.get(0), element, pipeline.assigns());
        } else if (names.size() == 2) {
            set(names.get(0), key, pipeline.assigns());
            set(names.get(1), element, pipeline.assigns());
        }
    }

    private void set(String variable, @Nullable Object value, boolean assigns) throws TemplateException {
        if (assigns) {
            variables.set(indexOf(variable), new Binding(variable, value));
        } else {
            push(variable, value);
        }
    }

    private int indexOf(String variable) throws TemplateException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(variable)) {
                return i;
            }
        }
        throw context.error("undefined variable: " + variable);
    }

    private @Nullable Object command(Node.Command command, @Nullable Object dot, @Nullable Object last)
            throws TemplateException {
        Node first = command.words().get(0);
        if (first instanceof Node.Identifier identifier) {
            return function(identifier, command, dot, last);
        }
        if (command.words().size() > 1 || !(last instanceof Absent)) {
            context.at(first);
            boolean field = first instanceof Node.Field
                    || first instanceof Node.Chain
                    || (first instanceof Node.Variable variable
                            && variable.names().size() > 1);
            throw context.error(
                    field
                            ? lastName(first) + " has arguments but cannot be invoked as function"
                            : "can't give argument to non-function " + first.written());
        }
        if (first instanceof Node.Nil) {
            context.at(first);
            throw context.error("nil is not a command");
        }
        return word(first, dot);
    }

    private static String lastName(Node node) {
        String written = node.written();
        return written.substring(written.lastIndexOf('.') + 1);
    }

    private @Nullable Object word(Node node, @Nullable Object dot) throws TemplateException {
        context.at(node);
        return switch (node) {
            case Node.Dot _ -> dot;
            case Node.Nil _ -> null;
            case Node.Constant constant -> constant.value();
            case Node.Field field -> fields(field, dot, field.names());
            case Node.Variable variable -> {
                Object value = variables.get(indexOf(variable.names().get(0))).value();
                yield fields(
                        variable,
                        value,
                        variable.names().subList(1, variable.names().size()));
            }
            case Node.Chain chain -> fields(chain, present(word(chain.base(), dot)), chain.names());
            case Node.Pipeline pipeline -> pipeline(pipeline, dot);
            case Node.Identifier identifier ->
                function(identifier, new Node.Command(identifier.position(), List.of(identifier)), dot, Absent.MISSING);
            case Node.Sequence _,
                    Node.Text _,
                    Node.Action _,
                    Node.Command _,
                    Node.If _,
                    Node.With _,
                    Node.Range _,
                    Node.Break _,
                    Node.Continue _,
                    Node.Invocation _ -> throw new IllegalStateException("no word: " + node.written());
        };
    }

    private @Nullable Object fields(Node node, @Nullable Object start, List<String> names) throws TemplateException {
        Object value = start;
        for (String name : names) {
            context.at(node);
            value = field(value, name);
        }
        return value;
    }

    private @Nullable Object field(@Nullable Object receiver, String name) throws TemplateException {
        if (receiver instanceof Absent) {
            return Absent.MISSING;
        }
        if (receiver instanceof Map<?, ?> map) {
            return map.containsKey(name) ? map.get(name) : Absent.MISSING;
        }
        if (receiver instanceof GoStruct struct) {
            if (struct.fields().containsKey(name)) {
                return struct.fields().get(name);
            }
            throw context.error("can't evaluate field " + name + " in type " + struct.typeName());
        }
        throw context.error(
                receiver == null
                        ? "nil pointer evaluating interface {}." + name
                        : "can't evaluate field " + name + " in type interface {}");
    }

    private @Nullable Object function(
            Node.Identifier identifier, Node.Command command, @Nullable Object dot, @Nullable Object last)
            throws TemplateException {
        String name = identifier.name();
        List<Node> words = command.words().subList(1, command.words().size());
        if (name.equals("and") || name.equals("or")) {
            return logic(name.equals("or"), identifier, words, dot, last);
        }
        List<@Nullable Object> arguments = new ArrayList<>(words.size() + 1);
        for (Node word : words) {
            arguments.add(present(word(word, dot)));
        }
        if (!(last instanceof Absent)) {
            arguments.add(last);
        }
        TemplateFunction function = functions.get(name);
        context.at(command);
        if (function == null) {
            throw context.error(Quoting.quote(name) + " is not a defined function");
        }
        try {
            return function.call(arguments);
        } catch (FunctionException e) {
            String reason = e.getMessage();
            boolean badCall = reason.startsWith("wrong number of args");
            throw context.error(badCall ? reason : "error calling " + name + ": " + reason);
        }
    }

    /** Arguments after the one that decides are not looked at. */
    private @Nullable Object logic(
            boolean or, Node.Identifier identifier, List<Node> words, @Nullable Object dot, @Nullable Object last)
            throws TemplateException {
        if (words.isEmpty() && last instanceof Absent) {
            context.at(identifier);
            throw context.error("wrong number of args for " + identifier.name() + ": want at least 1 got 0");
        }
        Object value = null;
        for (Node word : words) {
            value = present(word(word, dot));
            if (Values.isTrue(value) == or) {
                return value;
            }
        }
        return last instanceof Absent ? value : last;
    }
}
