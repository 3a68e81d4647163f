package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a template into tokens. */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int parenDepth;

    private Lexer(String text) {
        this.text = text;
    }

    /** Returns the tokens of {@code text}; the last one is {@link TokenKind#END_OF_TEXT} or {@link TokenKind#ERROR}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        boolean more = true;
        while (more) {
            more = lexer.lexText();
        }
        return lexer.tokens;
    }

    /** Reads literal text up to an action, and that action; returns false at the end. */
    private boolean lexText() {
        int start = text.indexOf(LEFT, position);
        if (start < 0) {
            emitText(text.length(), false);
            position = text.length();
            emit(TokenKind.END_OF_TEXT, position);
            return false;
        }
        int after = start + LEFT.length();
        boolean trim = isTrimMarkerAt(after);
        emitText(start, trim);
        position = start;
        int inside = trim ? after + 2 : after;
        if (text.startsWith("/*", inside)) {
            return lexComment(inside);
        }
        emit(TokenKind.LEFT_DELIMITER, after);
        skipTo(inside);
        parenDepth = 0;
        return lexAction();
    }

    private void emitText(int end, boolean trimRight) {
        int last = end;
        while (trimRight && last > position && isSpace(text.charAt(last - 1))) {
            last--;
        }
        if (last > position) {
            emit(TokenKind.TEXT, last);
        }
        skipTo(end);
    }

    private boolean isTrimMarkerAt(int index) {
        return index + 1 < text.length() && text.charAt(index) == '-' && isSpace(text.charAt(index + 1));
    }

    private boolean isRightTrimAt(int index) {
        return isSpaceAt(index) && text.startsWith("-" + RIGHT, index + 1);
    }

    private boolean lexComment(int start) {
        int close = text.indexOf("*/", start + 2);
        if (close < 0) {
            return error("unclosed comment");
        }
        int end = close + 2;
        boolean trim = isRightTrimAt(end);
        if (trim) {
            end += 2;
        }
        if (!text.startsWith(RIGHT, end)) {
            return error("comment ends before closing delimiter");
        }
        skipTo(end + RIGHT.length());
        if (trim) {
            skipSpaces();
        }
        return true;
    }

    private boolean lexAction() {
        while (true) {
            boolean trim = isRightTrimAt(position);
            if (trim || text.startsWith(RIGHT, position)) {
                if (parenDepth > 0) {
                    return error("unclosed left paren");
                }
                if (trim) {
                    skipTo(position + 2);
                }
                emit(TokenKind.RIGHT_DELIMITER, position + RIGHT.length());
                if (trim) {
                    skipSpaces();
                }
                return true;
            }
            if (position >= text.length()) {
                return error("unclosed action");
            }
            if (!lexInsideAction(text.charAt(position))) {
                return false;
            }
        }
    }

    private boolean lexInsideAction(char c) {
        return switch (c) {
            case '"' -> lexQuoted('"', TokenKind.STRING, "unterminated quoted string");
            case '\'' -> lexQuoted('\'', TokenKind.CHARACTER_CONSTANT, "unterminated character constant");
            case '`' -> lexRawString();
            case '|' -> emit(TokenKind.PIPE, position + 1);
            case '=' -> emit(TokenKind.ASSIGN, position + 1);
            case ':' -> text.startsWith(":=", position) ? emit(TokenKind.DECLARE, position + 2) : error("expected :=");
            case '(' -> {
                parenDepth++;
                yield emit(TokenKind.LEFT_PAREN, position + 1);
            }
            case ')' -> {
                parenDepth--;
                yield parenDepth < 0 ? error("unexpected right paren") : emit(TokenKind.RIGHT_PAREN, position + 1);
            }
            case '$' -> lexName(TokenKind.VARIABLE);
            case '.' -> isDigitAt(position + 1) ? lexNumber() : lexName(TokenKind.FIELD);
            default -> lexOther(c);
        };
    }

    private boolean lexOther(char c) {
        if (isSpace(c)) {
            int end = position;
            while (isSpaceAt(end) && !isRightTrimAt(end)) {
                end++;
            }
            return emit(TokenKind.SPACE, end);
        }
        if (c == '+' || c == '-' || isDigit(c)) {
            return lexNumber();
        }
        if (isNamePart(c)) {
            return lexWord();
        }
        if (c > ' ' && c < 0x7f) {
            return emit(TokenKind.OTHER, position + 1);
        }
        return error("unrecognized character in action: " + named(c));
    }

    private boolean lexWord() {
        int end = nameEnd(position);
        String word = text.substring(position, end);
        if (!isTerminatorAt(end)) {
            return error("bad character " + named(text.charAt(end)));
        }
        TokenKind kind = switch (word) {
            case "true", "false" -> TokenKind.BOOLEAN;
            case "nil" -> TokenKind.NIL;
            case "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with" ->
                TokenKind.KEYWORD;
            default -> TokenKind.IDENTIFIER;
        };
        return emit(kind, end);
    }

    /** Reads a field or variable; without a name it is the dot or the variable {@code $}. */
    private boolean lexName(TokenKind kind) {
        int end = nameEnd(position + 1);
        if (!isTerminatorAt(end)) {
            return error("bad character " + named(text.charAt(end)));
        }
        return emit(kind == TokenKind.FIELD && end == position + 1 ? TokenKind.DOT : kind, end);
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean lexNumber() {
        int end = position + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean exponentSign = (c == '+' || c == '-')
                    && "eEpP".indexOf(text.charAt(end - 1)) >= 0
                    && !text.startsWith("0x", position);
            if (!isNamePart(c) && c != '.' && !exponentSign) {
                break;
            }
            end++;
        }
        String written = text.substring(position, end);
        if (Numbers.parse(written) == null) {
            return error("bad number syntax: " + Quoting.quote(written));
        }
        return emit(TokenKind.NUMBER, end);
    }

    private boolean lexQuoted(char quote, TokenKind kind, String unterminated) {
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) != quote) {
            return error(unterminated);
        }
        return emit(kind, end + 1);
    }

    private boolean lexRawString() {
        int end = text.indexOf('`', position + 1);
        return end < 0 ? error("unterminated raw quoted string") : emit(TokenKind.RAW_STRING, end + 1);
    }

    private boolean isTerminatorAt(int index) {
        if (index >= text.length() || isSpaceAt(index)) {
            return true;
        }
        return ".,|:()".indexOf(text.charAt(index)) >= 0 || text.startsWith(RIGHT, index);
    }

    private boolean isSpaceAt(int index) {
        return index < text.length() && isSpace(text.charAt(index));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private boolean isDigitAt(int index) {
        return index < text.length() && isDigit(text.charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private static String named(char c) {
        return "U+" + "0000".substring(Integer.toHexString(c).length())
                + Integer.toHexString(c).toUpperCase(Locale.ROOT) + " '" + c + "'";
    }

    private void skipSpaces() {
        int end = position;
        while (isSpaceAt(end)) {
            end++;
        }
        skipTo(end);
    }

    private void skipTo(int end) {
        for (int i = position; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        position = end;
    }

    private boolean emit(TokenKind kind, int end) {
        tokens.add(new Token(kind, text.substring(position, end), position, line));
        skipTo(end);
        return true;
    }

    private boolean error(String reason) {
        skipTo(reason.equals("unclosed action") ? text.length() : position);
        tokens.add(new Token(TokenKind.ERROR, reason, position, line));
        return false;
    }
}
