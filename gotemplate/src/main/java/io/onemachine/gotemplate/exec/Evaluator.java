package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.format.GoPrinter;
import io.onemachine.gotemplate.parse.Node;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.text.Quoting;
import io.onemachine.gotemplate.value.Values;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Applies a template to a value. */
public final class Evaluator {
    private final String name;
    private final Map<String, Node.Sequence> definitions;
    private final StringBuilder output;
    private final ExpressionEvaluator expressions;
    private final ErrorContext context;
    private final ExecutionLimits executionLimits;

    public Evaluator(
            String name,
            String text,
            Map<String, Node.Sequence> definitions,
            Map<String, TemplateFunction> functions,
            StringBuilder output) {
        this.name = name;
        this.definitions = definitions;
        this.output = output;
        this.context = new ErrorContext(name, text);
        this.executionLimits = new ExecutionLimits(context);
        this.expressions = new ExpressionEvaluator(functions, context, executionLimits);
    }

    public void run(@Nullable Object value) throws TemplateException {
        expressions.push("$", value);
        Node.Sequence whole = definitions.get(name);
        if (whole != null) {
            walk(whole, value);
        }
    }

    /** How execution continues after a part. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private Flow walk(Node.Sequence sequence, @Nullable Object dot) throws TemplateException {
        executionLimits.enter();
        Flow flow = Flow.NEXT;
        for (Node node : sequence.nodes()) {
            flow = walkOne(node, dot);
            if (flow != Flow.NEXT) {
                break;
            }
        }
        executionLimits.leave();
        return flow;
    }

    private Flow walkOne(Node node, @Nullable Object dot) throws TemplateException {
        context.at(node);
        executionLimits.takeStep();
        switch (node) {
            case Node.Text text -> print(text.text());
            case Node.Action action -> {
                Object value = expressions.pipeline(action.pipeline(), dot);
                if (action.pipeline().variables().isEmpty()) {
                    context.at(node);
                    print(shown(value));
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

    private String shown(@Nullable Object value) throws TemplateException {
        try {
            return GoPrinter.shown(value);
        } catch (FunctionException e) {
            throw context.error(e.getMessage());
        }
    }

    private void print(String text) throws TemplateException {
        executionLimits.takeText(text.length());
        executionLimits.requireRoom(output.length());
        output.append(GoText.printable(text));
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
        Object value = expressions.pipeline(range.pipeline(), dot);
        context.at(range);
        Iterator<Map.Entry<Object, @Nullable Object>> elements = elements(value, range);
        if (!elements.hasNext() && range.otherwise() != null) {
            Flow flow = walk(range.otherwise(), dot);
            expressions.popTo(mark);
            return flow;
        }
        Flow flow = Flow.NEXT;
        while (elements.hasNext() && flow != Flow.BREAK) {
            Map.Entry<Object, @Nullable Object> element = elements.next();
            executionLimits.takeStep();
            int elementMark = expressions.mark();
            expressions.setRangeVariables(range.pipeline(), element.getKey(), element.getValue());
            flow = walk(range.body(), element.getValue());
            expressions.popTo(elementMark);
        }
        expressions.popTo(mark);
        return Flow.NEXT;
    }

    /** Returns the elements of a range lazily, because a number may be large. */
    private Iterator<Map.Entry<Object, @Nullable Object>> elements(@Nullable Object value, Node.Range range)
            throws TemplateException {
        List<?> list = Values.elements(value);
        if (list != null) {
            boolean untyped = value instanceof List<?>;
            return LongStream.range(0, list.size())
                    .mapToObj(index -> {
                        Object element = list.get((int) index);
                        return entry(index, untyped ? new Boxed(element) : element);
                    })
                    .iterator();
        }
        if (value instanceof Map<?, ?> map) {
            return Values.sortedKeys(map).stream()
                    .map(key -> entry(key, new Boxed(map.get(key))))
                    .iterator();
        }
        if (value instanceof Long count) {
            return LongStream.range(0, count)
                    .mapToObj(index -> entry(index, index))
                    .iterator();
        }
        if (value == null) {
            return Collections.emptyIterator();
        }
        context.at(range.pipeline());
        throw context.error("range can't iterate over " + shown(value));
    }

    private static Map.Entry<Object, @Nullable Object> entry(Object key, @Nullable Object element) {
        return new AbstractMap.SimpleImmutableEntry<>(key, element);
    }

    private void invoke(Node.Invocation invocation, @Nullable Object dot) throws TemplateException {
        Node.Sequence body = definitions.get(invocation.name());
        if (body == null) {
            throw context.error("template " + Quoting.quote(invocation.name()) + " not defined");
        }
        Node.Pipeline pipeline = invocation.pipeline();
        Object value = pipeline == null ? null : expressions.pipeline(pipeline, dot);
        List<ExpressionEvaluator.Binding> outer = expressions.startScope(value);
        walk(body, value);
        expressions.endScope(outer);
    }
}
