package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.error.TemplateException;
import java.util.List;

/** Reads tokens one after the other and creates the errors of the parsers. */
final class TokenReader {
    private final String name;
    private final List<Token> tokens;
    private int index;
    private int actionLine;

    TokenReader(String name, List<Token> tokens) {
        this.name = name;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(Math.min(index, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        index++;
        return token;
    }

    Token peekNonSpace() {
        skipSpace();
        return peek();
    }

    Token nextNonSpace() {
        skipSpace();
        return next();
    }

    private void skipSpace() {
        while (peek().kind() == TokenKind.SPACE) {
            index++;
        }
    }

    /** Returns the current position; {@link #back} returns to it. */
    int mark() {
        return index;
    }

    void back(int mark) {
        index = mark;
    }

    void startAction(int line) {
        actionLine = line;
    }

    void endAction() {
        actionLine = 0;
    }

    TemplateException unexpected(Token token, String context) {
        if (token.kind() == TokenKind.ERROR) {
            String started = "";
            if (actionLine != 0 && actionLine != token.line()) {
                started = (token.text().endsWith(" action") ? "" : " in action") + " started at " + name + ":"
                        + actionLine;
            }
            return errorAt(token.line(), token.text() + started);
        }
        return errorAt(token.line(), "unexpected " + token.named() + " in " + context);
    }

    TemplateException unexpected(String what) {
        return error("unexpected " + what);
    }

    /** Returns an error at the last token read. */
    TemplateException error(String reason) {
        int last = Math.max(0, Math.min(index, tokens.size()) - 1);
        return errorAt(tokens.get(last).line(), reason);
    }

    private TemplateException errorAt(int line, String reason) {
        return new TemplateException("template: " + name + ":" + line + ": " + reason);
    }
}
