package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.text.Quoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a parsed template, with the position of its first character. */
public sealed interface Node {
    int position();

    /** A sequence of nodes. */
    record Sequence(int position, List<Node> nodes) implements Node {}

    /** Literal text. */
    record Text(int position, String text) implements Node {}

    /** <code>{{pipeline}}</code>. */
    record Action(int position, Pipeline pipeline) implements Node {}

    /**
     * A pipeline of commands; each gets the result of the one before as its last argument.
     *
     * @param variables the variables set to the result
     * @param assigns whether the variables already exist
     */
    record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) implements Node {}

    /** A word and its arguments. */
    record Command(int position, List<Node> words) implements Node {}

    /** {@code .A.B}. */
    record Field(int position, List<String> names) implements Node {}

    /** {@code $x.A.B}: the name with its dollar sign, then the fields. */
    record Variable(int position, List<String> names) implements Node {}

    /** {@code (pipeline).A.B}. */
    record Chain(int position, Node base, List<String> names) implements Node {}

    /** The name of a function. */
    record Identifier(int position, String name) implements Node {}

    /** {@code .} itself. */
    record Dot(int position) implements Node {}

    /** {@code nil}. */
    record Nil(int position) implements Node {}

    /**
     * A boolean, number or string.
     *
     * @param written the constant's source text
     */
    record Constant(int position, String written, Object value) implements Node {}

    /** <code>{{if}}</code>. */
    record If(
            int position,
            Pipeline pipeline,
            Sequence then,
            @Nullable Sequence otherwise) implements Node {}

    /** <code>{{with}}</code>. */
    record With(
            int position,
            Pipeline pipeline,
            Sequence then,
            @Nullable Sequence otherwise) implements Node {}

    /** <code>{{range}}</code>. */
    record Range(
            int position,
            Pipeline pipeline,
            Sequence body,
            @Nullable Sequence otherwise) implements Node {}

    /** <code>{{break}}</code>. */
    record Break(int position) implements Node {}

    /** <code>{{continue}}</code>. */
    record Continue(int position) implements Node {}

    /** <code>{{template "name" pipeline}}</code>. */
    record Invocation(int position, String name, @Nullable Pipeline pipeline) implements Node {}

    /** Returns the node as source text, for error messages. */
    default String written() {
        return switch (this) {
            case Sequence sequence -> joined(sequence.nodes(), "");
            case Text text -> Quoting.quote(text.text());
            case Action action -> "{{" + action.pipeline().written() + "}}";
            case Pipeline pipeline -> {
                String start = pipeline.variables().isEmpty()
                        ? ""
                        : String.join(", ", pipeline.variables()) + (pipeline.assigns() ? " = " : " := ");
                yield start + joined(pipeline.commands(), " | ");
            }
            case Command command -> joined(command.words(), " ");
            case Field field -> "." + String.join(".", field.names());
            case Variable variable -> String.join(".", variable.names());
            case Chain chain -> inParentheses(chain.base()) + "." + String.join(".", chain.names());
            case Identifier identifier -> identifier.name();
            case Dot _ -> ".";
            case Nil _ -> "nil";
            case Constant constant -> constant.written();
            case If branch -> "{{if " + branch.pipeline().written() + "}}";
            case With branch -> "{{with " + branch.pipeline().written() + "}}";
            case Range range -> "{{range " + range.pipeline().written() + "}}";
            case Break _ -> "{{break}}";
            case Continue _ -> "{{continue}}";
            case Invocation invocation -> {
                Pipeline argument = invocation.pipeline();
                yield "{{template " + Quoting.quote(invocation.name())
                        + (argument == null ? "" : " " + argument.written()) + "}}";
            }
        };
    }

    private static String joined(List<? extends Node> nodes, String separator) {
        StringBuilder joined = new StringBuilder();
        for (Node node : nodes) {
            joined.append(joined.isEmpty() ? "" : separator)
                    .append(node instanceof Pipeline ? inParentheses(node) : node.written());
        }
        return joined.toString();
    }

    private static String inParentheses(Node node) {
        return node instanceof Pipeline ? "(" + node.written() + ")" : node.written();
    }
}
