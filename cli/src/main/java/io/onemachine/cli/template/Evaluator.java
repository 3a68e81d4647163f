package io.onemachine.cli.template;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies a template to a value. */
final class Evaluator {
    /** More templates within templates than this are taken for endless recursion. */
    private static final int DEEPEST_INVOCATION = 200;

    /** A template that makes more text than this is stopped; it would only exhaust the memory. */
    private static final int LONGEST_OUTPUT = 64 * 1024 * 1024;

    private final String name;
    private final Map<String, Node.Sequence> definitions;
    private final StringBuilder output;
    private final ExpressionEvaluator expressions;
    private final ErrorContext context;
    private int invocationDepth;

    Evaluator(
            String name,
            String text,
            Map<String, Node.Sequence> definitions,
            Map<String, TemplateFunction> functions,
            StringBuilder output) {
        this.name = name;
        this.definitions = definitions;
        this.output = output;
        this.context = new ErrorContext(name, text);
        this.expressions = new ExpressionEvaluator(functions, context);
    }

    void run(@Nullable Object value) throws TemplateException {
        expressions.push("$", value);
        Node.Sequence whole = definitions.get(name);
        if (whole != null) {
            walk(whole, value);
        }
    }

    /** What is to be done after a part. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private Flow walk(Node.Sequence sequence, @Nullable Object dot) throws TemplateException {
        for (Node node : sequence.nodes()) {
            Flow flow = walkOne(node, dot);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow walkOne(Node node, @Nullable Object dot) throws TemplateException {
        context.at(node);
        switch (node) {
            case Node.Text text -> print(text.text());
            case Node.Action action -> {
                Object value = expressions.pipeline(action.pipeline(), dot);
                if (action.pipeline().variables().isEmpty()) {
                    context.at(node);
                    StringBuilder plain = new StringBuilder();
                    if (value == null) {
                        plain.append("<no value>");
                    } else {
                        GoPrinter.appendPlain(plain, value, false);
                    }
                    print(plain);
                }
            }
            case Node.Sequence sequence -> {
                return walk(sequence, dot);
            }
            case Node.If branch -> {
                return branch(branch.pipeline(), branch.then(), branch.otherwise(), dot, false);
            }
            case Node.With branch -> {
                return branch(branch.pipeline(), branch.then(), branch.otherwise(), dot, true);
            }
            case Node.Range range -> {
                return range(range, dot);
            }
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
            case Node.Invocation invocation -> invoke(invocation, dot);
            case Node.Pipeline _,
                    Node.Command _,
                    Node.Field _,
                    Node.Variable _,
                    Node.Chain _,
                    Node.Identifier _,
                    Node.Dot _,
                    Node.Nil _,
                    Node.Constant _ -> throw new IllegalStateException("no part of a body: " + node.written());
        }
        return Flow.NEXT;
    }

    private void print(CharSequence text) throws TemplateException {
        if (output.length() + (long) text.length() > LONGEST_OUTPUT) {
            throw context.error("output is longer than " + LONGEST_OUTPUT / 1024 / 1024 + " MiB");
        }
        output.append(text);
    }

    private Flow branch(
            Node.Pipeline pipeline,
            Node.Sequence then,
            Node.@Nullable Sequence otherwise,
            @Nullable Object dot,
            boolean movesDot)
            throws TemplateException {
        int mark = expressions.mark();
        Object value = expressions.pipeline(pipeline, dot);
        Flow flow = Flow.NEXT;
        if (Values.isTrue(value)) {
            flow = walk(then, movesDot ? value : dot);
        } else if (otherwise != null) {
            flow = walk(otherwise, dot);
        }
        expressions.popTo(mark);
        return flow;
    }

    private Flow range(Node.Range range, @Nullable Object dot) throws TemplateException {
        int mark = expressions.mark();
        Object value = expressions.rangeValue(range.pipeline(), dot);
        context.at(range);
        List<Map.Entry<Object, @Nullable Object>> elements = elements(value, range);
        Flow flow = Flow.NEXT;
        for (Map.Entry<Object, @Nullable Object> element : elements) {
            int elementMark = expressions.mark();
            expressions.setRangeVariables(range.pipeline(), element.getKey(), element.getValue());
            flow = walk(range.body(), element.getValue());
            expressions.popTo(elementMark);
            if (flow == Flow.BREAK) {
                break;
            }
        }
        if (elements.isEmpty() && range.otherwise() != null) {
            flow = walk(range.otherwise(), dot);
            expressions.popTo(mark);
            return flow;
        }
        expressions.popTo(mark);
        return Flow.NEXT;
    }

    private List<Map.Entry<Object, @Nullable Object>> elements(@Nullable Object value, Node.Range range)
            throws TemplateException {
        List<Map.Entry<Object, @Nullable Object>> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                elements.add(entry((long) elements.size(), element));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (String key : GoPrinter.sortedKeys(map)) {
                elements.add(entry(key, map.get(key)));
            }
        } else if (value != null) {
            StringBuilder plain = new StringBuilder();
            GoPrinter.appendPlain(plain, value, false);
            context.at(range.pipeline());
            throw context.error("range can't iterate over " + plain);
        }
        return elements;
    }

    private static Map.Entry<Object, @Nullable Object> entry(Object key, @Nullable Object element) {
        return new AbstractMap.SimpleImmutableEntry<>(key, element);
    }

    private void invoke(Node.Invocation invocation, @Nullable Object dot) throws TemplateException {
        Node.Sequence body = definitions.get(invocation.name());
        if (body == null) {
            throw context.error("template " + Quoting.quote(invocation.name()) + " not defined");
        }
        if (++invocationDepth > DEEPEST_INVOCATION) {
            throw context.error("exceeded maximum template depth (" + DEEPEST_INVOCATION + ")");
        }
        Node.Pipeline pipeline = invocation.pipeline();
        Object value = pipeline == null ? null : expressions.pipeline(pipeline, dot);
        List<ExpressionEvaluator.Binding> outer = expressions.startScope(value);
        walk(body, value);
        expressions.endScope(outer);
        invocationDepth--;
    }
}
