package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.text.Quoting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses a template's control structures; {@link PipelineParser} parses the pipelines within the braces. */
public final class Parser {
    /** The maximum nesting, which protects the stack. */
    static final int MAX_DEPTH = 200;

    private final TokenReader reader;
    private final PipelineParser pipelines;
    private final Map<String, Node.Sequence> definitions = new HashMap<>();
    private int depth;
    private int rangeDepth;

    private Parser(TokenReader reader, Set<String> functions) {
        this.reader = reader;
        this.pipelines = new PipelineParser(reader, functions);
    }

    /**
     * Parses a template.
     *
     * @param functions the names of the functions it may call
     * @return the bodies of the defined templates by name; that of the whole template has the name {@code name}
     */
    public static Map<String, Node.Sequence> parse(String name, String text, Set<String> functions)
            throws TemplateException {
        Parser parser = new Parser(new TokenReader(name, Lexer.tokens(text)), functions);
        Body body = parser.body(true);
        if (body.end() != null) {
            throw parser.reader.unexpected("{{" + body.end() + "}}");
        }
        parser.definitions.put(name, body.sequence());
        return parser.definitions;
    }

    /**
     * @param sequence the nodes of a body
     * @param end the keyword that ended it, {@code end} or {@code else}; null at the end of the text
     */
    private record Body(Node.Sequence sequence, @Nullable String end) {}

    private Body body(boolean top) throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw reader.error("nested more than " + MAX_DEPTH + " levels deep");
        }
        int start = reader.peek().position();
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Token token = reader.next();
            if (token.kind() == TokenKind.TEXT) {
                nodes.add(new Node.Text(token.position(), token.text()));
            } else if (token.kind() == TokenKind.END_OF_TEXT) {
                if (!top) {
                    throw reader.error("unexpected EOF");
                }
                depth--;
                return new Body(new Node.Sequence(start, nodes), null);
            } else if (token.kind() == TokenKind.LEFT_DELIMITER) {
                reader.startAction(token.line());
                Token first = reader.peekNonSpace();
                if (first.kind() == TokenKind.KEYWORD
                        && (first.text().equals("end") || first.text().equals("else"))) {
                    reader.nextNonSpace();
                    depth--;
                    return new Body(new Node.Sequence(start, nodes), first.text());
                }
                Node node = action(top);
                if (node != null) {
                    nodes.add(node);
                }
                reader.endAction();
            } else {
                throw reader.unexpected(token, "input");
            }
        }
    }

    private @Nullable Node action(boolean top) throws TemplateException {
        Token first = reader.peekNonSpace();
        if (first.kind() != TokenKind.KEYWORD) {
            return new Node.Action(first.position(), pipelines.parse("command", TokenKind.RIGHT_DELIMITER));
        }
        reader.nextNonSpace();
        return switch (first.text()) {
            case "if", "with", "range" -> branch(first);
            case "break", "continue" -> jump(first);
            case "template" -> invocation();
            case "block" -> block();
            case "define" -> {
                if (!top) {
                    throw reader.error("unexpected {{define}}");
                }
                define();
                yield null;
            }
            default -> throw reader.unexpected(first, "command");
        };
    }

    private Node branch(Token keyword) throws TemplateException {
        String context = keyword.text();
        int variables = pipelines.variableCount();
        Node.Pipeline pipeline = pipelines.parse(context, TokenKind.RIGHT_DELIMITER);
        boolean loops = context.equals("range");
        rangeDepth += loops ? 1 : 0;
        Body then = body(false);
        rangeDepth -= loops ? 1 : 0;
        Node.Sequence otherwise = null;
        if ("else".equals(then.end())) {
            otherwise = otherwise(context);
        } else {
            expectRightDelimiter("end");
        }
        pipelines.forgetVariables(variables);
        return switch (context) {
            case "if" -> new Node.If(keyword.position(), pipeline, then.sequence(), otherwise);
            case "with" -> new Node.With(keyword.position(), pipeline, then.sequence(), otherwise);
            default -> new Node.Range(keyword.position(), pipeline, then.sequence(), otherwise);
        };
    }

    /** Parses what follows <code>{{else</code>: a body, or another branch that shares the end of this one. */
    private Node.Sequence otherwise(String context) throws TemplateException {
        Token next = reader.peekNonSpace();
        boolean chained = next.kind() == TokenKind.KEYWORD
                && next.text().equals(context)
                && (context.equals("if") || context.equals("with"));
        if (chained) {
            reader.nextNonSpace();
            if (++depth > MAX_DEPTH) {
                throw reader.error("nested more than " + MAX_DEPTH + " levels deep");
            }
            Node branch = branch(next);
            depth--;
            return new Node.Sequence(next.position(), List.of(branch));
        }
        expectRightDelimiter("else");
        Body body = body(false);
        if ("else".equals(body.end())) {
            throw reader.error("expected end; found {{else}}");
        }
        expectRightDelimiter("end");
        return body.sequence();
    }

    private Node jump(Token keyword) throws TemplateException {
        expectRightDelimiter("{{" + keyword.text() + "}}");
        if (rangeDepth == 0) {
            throw reader.error("{{" + keyword.text() + "}} outside {{range}}");
        }
        return keyword.text().equals("break")
                ? new Node.Break(keyword.position())
                : new Node.Continue(keyword.position());
    }

    private Node invocation() throws TemplateException {
        int position = reader.peekNonSpace().position();
        String name = templateName("template clause");
        Node.Pipeline pipeline = null;
        if (reader.peekNonSpace().kind() == TokenKind.RIGHT_DELIMITER) {
            reader.nextNonSpace();
        } else {
            pipeline = pipelines.parse("template clause", TokenKind.RIGHT_DELIMITER);
        }
        return new Node.Invocation(position, name, pipeline);
    }

    private void define() throws TemplateException {
        String name = templateName("define clause");
        expectRightDelimiter("define clause");
        define(name, "define clause");
    }

    private Node block() throws TemplateException {
        int position = reader.peekNonSpace().position();
        String name = templateName("block clause");
        Node.Pipeline pipeline = pipelines.parse("block clause", TokenKind.RIGHT_DELIMITER);
        define(name, "block clause");
        return new Node.Invocation(position, name, pipeline);
    }

    /** Parses a body in which the variables and loops around it are not visible. */
    private void define(String name, String context) throws TemplateException {
        List<String> outer = pipelines.startScope();
        int outerRanges = rangeDepth;
        rangeDepth = 0;
        Body body = body(false);
        if (!"end".equals(body.end())) {
            throw reader.error("unexpected {{else}} in " + context);
        }
        expectRightDelimiter("end");
        rangeDepth = outerRanges;
        pipelines.endScope(outer);
        addDefinition(name, body.sequence());
    }

    /** Adds a definition; only an empty one can be replaced by another of the same name. */
    private void addDefinition(String name, Node.Sequence body) throws TemplateException {
        Node.Sequence before = definitions.get(name);
        if (before == null || isEmpty(before)) {
            definitions.put(name, body);
        } else if (!isEmpty(body)) {
            throw reader.error("template: multiple definition of template " + Quoting.quote(name));
        }
    }

    private static boolean isEmpty(Node.Sequence body) {
        for (Node node : body.nodes()) {
            if (!(node instanceof Node.Text text) || !text.text().isBlank()) {
                return false;
            }
        }
        return true;
    }

    private String templateName(String context) throws TemplateException {
        Token token = reader.nextNonSpace();
        if (token.kind() != TokenKind.STRING && token.kind() != TokenKind.RAW_STRING) {
            throw reader.unexpected(token, context);
        }
        return pipelines.stringValue(token);
    }

    private void expectRightDelimiter(String context) throws TemplateException {
        Token token = reader.nextNonSpace();
        if (token.kind() != TokenKind.RIGHT_DELIMITER) {
            throw reader.unexpected(token, context);
        }
    }
}
