package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses pipelines: variables, commands and their words. Keeps the variables in scope. */
final class PipelineParser {
    private final TokenReader reader;
    private final Set<String> functions;
    private List<String> variables = new ArrayList<>(List.of("$"));
    private int depth;

    PipelineParser(TokenReader reader, Set<String> functions) {
        this.reader = reader;
        this.functions = functions;
    }

    int variableCount() {
        return variables.size();
    }

    void forgetVariables(int count) {
        variables.subList(count, variables.size()).clear();
    }

    /** Hides all variables but {@code $}; returns them for {@link #endScope}. */
    List<String> startScope() {
        List<String> outer = variables;
        variables = new ArrayList<>(List.of("$"));
        return outer;
    }

    void endScope(List<String> outer) {
        variables = outer;
    }

    /** Parses a pipeline and the token {@code end} after it. */
    Node.Pipeline parse(String context, TokenKind end) throws TemplateException {
        if (++depth > Parser.MAX_DEPTH) {
            throw reader.error("nested more than " + Parser.MAX_DEPTH + " levels deep");
        }
        int position = reader.peekNonSpace().position();
        List<String> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Token token = reader.peekNonSpace();
            if (token.kind() == end) {
                reader.nextNonSpace();
                check(commands, context);
                depth--;
                return new Node.Pipeline(position, declared, assigns, commands);
            }
            if (!startsOperand(token.kind())) {
                reader.nextNonSpace();
                throw reader.unexpected(token, context);
            }
            commands.add(command());
        }
    }

    private static boolean startsOperand(TokenKind kind) {
        return switch (kind) {
            case BOOLEAN,
                    CHARACTER_CONSTANT,
                    DOT,
                    FIELD,
                    IDENTIFIER,
                    NUMBER,
                    NIL,
                    RAW_STRING,
                    STRING,
                    VARIABLE,
                    LEFT_PAREN -> true;
            case TEXT,
                    LEFT_DELIMITER,
                    RIGHT_DELIMITER,
                    SPACE,
                    KEYWORD,
                    PIPE,
                    DECLARE,
                    ASSIGN,
                    RIGHT_PAREN,
                    OTHER,
                    END_OF_TEXT,
                    ERROR -> false;
        };
    }

    /** Parses {@code $x :=}, {@code $x =} or, for a range, {@code $i, $x :=}; returns whether it is an assignment. */
    private boolean declarations(String context, List<String> declared) throws TemplateException {
        while (true) {
            Token variable = reader.peekNonSpace();
            if (variable.kind() != TokenKind.VARIABLE) {
                return false;
            }
            int mark = reader.mark();
            reader.next();
            Token next = reader.peekNonSpace();
            boolean declares = next.kind() == TokenKind.DECLARE;
            boolean assigns = next.kind() == TokenKind.ASSIGN;
            boolean comma = next.kind() == TokenKind.OTHER && next.text().equals(",");
            if (!declares && !assigns && !comma) {
                reader.back(mark);
                return false;
            }
            reader.nextNonSpace();
            declared.add(variable.text());
            if (!assigns) {
                variables.add(variable.text());
            }
            if (!comma) {
                return assigns;
            }
            if (!context.equals("range") || declared.size() > 1) {
                throw reader.error("too many declarations in " + context);
            }
            if (reader.peekNonSpace().kind() != TokenKind.VARIABLE) {
                throw reader.error("range can only initialize variables");
            }
        }
    }

    private void check(List<Node.Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw reader.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).words().get(0);
            if (first instanceof Node.Constant || first instanceof Node.Dot || first instanceof Node.Nil) {
                throw reader.error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() throws TemplateException {
        int position = reader.peekNonSpace().position();
        List<Node> words = new ArrayList<>();
        while (true) {
            reader.peekNonSpace();
            Node operand = operand();
            if (operand != null) {
                words.add(operand);
            }
            Token token = reader.next();
            if (token.kind() == TokenKind.SPACE) {
                continue;
            }
            if (token.kind() == TokenKind.RIGHT_DELIMITER || token.kind() == TokenKind.RIGHT_PAREN) {
                reader.back(reader.mark() - 1);
            } else if (token.kind() != TokenKind.PIPE) {
                throw reader.unexpected(token, "operand");
            }
            if (words.isEmpty()) {
                throw reader.error("empty command");
            }
            return new Node.Command(position, words);
        }
    }

    /** Parses a term and the fields that follow it without a blank. */
    private @Nullable Node operand() throws TemplateException {
        Node term = term();
        if (term == null || reader.peek().kind() != TokenKind.FIELD) {
            return term;
        }
        int position = reader.peek().position();
        List<String> names = new ArrayList<>();
        if (term instanceof Node.Field field) {
            names.addAll(field.names());
        } else if (term instanceof Node.Variable variable) {
            names.addAll(variable.names());
        } else if (!(term instanceof Node.Pipeline) && !(term instanceof Node.Identifier)) {
            throw reader.error("unexpected . after term " + Quoting.quote(term.written()));
        }
        while (reader.peek().kind() == TokenKind.FIELD) {
            names.add(reader.next().text().substring(1));
        }
        if (term instanceof Node.Field) {
            return new Node.Field(position, names);
        }
        return term instanceof Node.Variable
                ? new Node.Variable(position, names)
                : new Node.Chain(position, term, names);
    }

    private @Nullable Node term() throws TemplateException {
        Token token = reader.peekNonSpace();
        if (!startsOperand(token.kind())) {
            return null;
        }
        reader.next();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> {
                if (!functions.contains(token.text())) {
                    throw reader.error("function " + Quoting.quote(token.text()) + " not defined");
                }
                yield new Node.Identifier(position, token.text());
            }
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> {
                known(token.text());
                yield new Node.Variable(position, List.of(token.text()));
            }
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
            case BOOLEAN ->
                new Node.Constant(position, token.text(), token.text().equals("true"));
            case NUMBER -> new Node.Constant(position, token.text(), numberValue(token));
            case CHARACTER_CONSTANT -> new Node.Constant(position, token.text(), characterValue(token));
            case STRING, RAW_STRING -> new Node.Constant(position, token.text(), stringValue(token));
            case LEFT_PAREN -> parse("parenthesized pipeline", TokenKind.RIGHT_PAREN);
            case TEXT,
                    LEFT_DELIMITER,
                    RIGHT_DELIMITER,
                    SPACE,
                    KEYWORD,
                    PIPE,
                    DECLARE,
                    ASSIGN,
                    RIGHT_PAREN,
                    OTHER,
                    END_OF_TEXT,
                    ERROR -> throw reader.unexpected(token, "operand");
        };
    }

    private void known(String variable) throws TemplateException {
        if (!variables.contains(variable)) {
            throw reader.error("undefined variable " + Quoting.quote(variable));
        }
    }

    private Object numberValue(Token token) throws TemplateException {
        Object value = Numbers.parse(token.text());
        if (value == null) {
            throw reader.error("bad number syntax: " + Quoting.quote(token.text()));
        }
        return value;
    }

    private Object characterValue(Token token) throws TemplateException {
        String text = Quoting.unquote(token.text());
        if (text == null || text.codePointCount(0, text.length()) != 1) {
            throw reader.error("malformed character constant: " + token.text());
        }
        return (long) text.codePointAt(0);
    }

    /** Returns the value of a string constant. */
    String stringValue(Token token) throws TemplateException {
        if (token.kind() == TokenKind.RAW_STRING) {
            return token.text().substring(1, token.text().length() - 1);
        }
        String text = Quoting.unquote(token.text());
        if (text == null) {
            throw reader.error("invalid syntax in string " + token.text());
        }
        return text;
    }
}
