package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.parse.Node;
import io.onemachine.gotemplate.parse.Numbers;
import io.onemachine.gotemplate.text.Quoting;
import io.onemachine.gotemplate.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates pipelines and keeps the variables. */
final class ExpressionEvaluator {
    /**
     * A variable and its value.
     *
     * @param name the name with the dollar sign
     */
    record Binding(String name, @Nullable Object value) {}

    private final Map<String, TemplateFunction> functions;
    private final ErrorContext context;
    private final ExecutionLimits executionLimits;
    private final Fields fields;
    private List<Binding> variables = new ArrayList<>();

    ExpressionEvaluator(
            Map<String, TemplateFunction> functions, ErrorContext context, ExecutionLimits executionLimits) {
        this.functions = functions;
        this.context = context;
        this.executionLimits = executionLimits;
        this.fields = new Fields(context);
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
        context.at(pipeline);
        executionLimits.enter();
        Object value = Absent.MISSING;
        for (Node.Command command : pipeline.commands()) {
            value = present(Boxed.open(command(command, dot, value)));
        }
        executionLimits.leave();
        for (String variable : pipeline.variables()) {
            set(variable, value, pipeline.assigns());
        }
        return value;
    }

    private static @Nullable Object present(@Nullable Object value) {
        return value instanceof Absent ? null : value;
    }

    /** Sets the variables of a range: one takes the element, two take its index or key and the element. */
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
        boolean hasArguments = command.words().size() > 1 || !(last instanceof Absent);
        return switch (first) {
            case Node.Identifier identifier -> function(identifier, command, dot, last);
            case Node.Field field -> {
                context.at(field);
                yield fields.of(dot, field.names(), hasArguments);
            }
            case Node.Chain chain -> chain(chain, dot, hasArguments);
            case Node.Variable variable -> variable(variable, hasArguments);
            default -> {
                context.at(first);
                if (hasArguments) {
                    throw context.error("can't give argument to non-function " + first.written());
                }
                if (first instanceof Node.Nil) {
                    throw context.error("nil is not a command");
                }
                yield word(first, dot);
            }
        };
    }

    private @Nullable Object word(Node node, @Nullable Object dot) throws TemplateException {
        context.at(node);
        return switch (node) {
            case Node.Dot _ -> dot;
            case Node.Nil _ -> null;
            case Node.Constant constant -> {
                if (constant.value() instanceof Numbers.TooLarge) {
                    throw context.error(constant.written() + " overflows int");
                }
                yield constant.value();
            }
            case Node.Field field -> fields.of(dot, field.names(), false);
            case Node.Variable variable -> variable(variable, false);
            case Node.Chain chain -> chain(chain, dot, false);
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

    private @Nullable Object variable(Node.Variable variable, boolean hasArguments) throws TemplateException {
        context.at(variable);
        Object value = variables.get(indexOf(variable.names().get(0))).value();
        List<String> names = variable.names().subList(1, variable.names().size());
        if (names.isEmpty() && hasArguments) {
            throw context.error("can't give argument to non-function " + variable.written());
        }
        return fields.of(value, names, hasArguments);
    }

    private @Nullable Object chain(Node.Chain chain, @Nullable Object dot, boolean hasArguments)
            throws TemplateException {
        context.at(chain);
        if (chain.base() instanceof Node.Nil) {
            throw context.error("indirection through explicit nil in " + chain.written());
        }
        return fields.of(word(chain.base(), dot), chain.names(), hasArguments);
    }

    private @Nullable Object function(
            Node.Identifier identifier, Node.Command command, @Nullable Object dot, @Nullable Object last)
            throws TemplateException {
        context.at(identifier);
        String name = identifier.name();
        List<Node> words = command.words().subList(1, command.words().size());
        if (name.equals("and") || name.equals("or")) {
            return logic(name.equals("or"), identifier, words, dot, last);
        }
        TemplateFunction function = functions.get(name);
        if (function == null) {
            throw context.error(Quoting.quote(name) + " is not a defined function");
        }
        Arity.check(name, words.size() + (last instanceof Absent ? 0 : 1), context);
        List<@Nullable Object> arguments = new ArrayList<>(words.size() + 1);
        for (Node word : words) {
            boolean format = name.equals("printf") && arguments.isEmpty();
            arguments.add(format ? format(word, dot) : argument(word, dot));
        }
        if (!(last instanceof Absent)) {
            if (name.equals("printf") && arguments.isEmpty()) {
                requireText(last);
            }
            arguments.add(last);
        }
        try {
            Object result = function.call(arguments);
            executionLimits.takeText(result instanceof String text ? text.length() : 0);
            return result;
        } catch (FunctionException e) {
            context.at(command);
            throw context.error("error calling " + name + ": " + e.getMessage());
        }
    }

    private @Nullable Object argument(Node word, @Nullable Object dot) throws TemplateException {
        return present(Boxed.open(word(word, dot)));
    }

    /** Evaluates the first argument of {@code printf}, which has to be a string. */
    private @Nullable Object format(Node word, @Nullable Object dot) throws TemplateException {
        context.at(word);
        if (word instanceof Node.Nil) {
            throw context.error("cannot assign nil to string");
        }
        if (word instanceof Node.Constant constant && !(constant.value() instanceof String)) {
            throw context.error("expected string; found " + constant.written());
        }
        Object value = word(word, dot);
        requireText(value);
        return Boxed.open(value);
    }

    private void requireText(@Nullable Object value) throws TemplateException {
        Object opened = Boxed.open(value);
        if (opened instanceof String) {
            return;
        }
        if (opened == null || opened instanceof Absent) {
            throw context.error(
                    value instanceof Boxed
                            ? "wrong type for value; expected string; got interface {}"
                            : "invalid value; expected string");
        }
        throw context.error("wrong type for value; expected string; got " + Values.typeName(opened));
    }

    /** Evaluates {@code and} or {@code or}; arguments after the deciding one are not evaluated. */
    private @Nullable Object logic(
            boolean or, Node.Identifier identifier, List<Node> words, @Nullable Object dot, @Nullable Object last)
            throws TemplateException {
        if (words.isEmpty() && last instanceof Absent) {
            context.at(identifier);
            throw context.error("wrong number of args for " + identifier.name() + ": want at least 1 got 0");
        }
        Object value = null;
        for (Node word : words) {
            value = argument(word, dot);
            if (Values.isTrue(value) == or) {
                return value;
            }
        }
        return last instanceof Absent ? value : last;
    }
}
