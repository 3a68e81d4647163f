package io.onemachine.devcloud.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirement for a host or a network in OpenNebula's syntax: {@code CLUSTER_ID = 0 & !(NAME = "spare*")}. Attributes are
 * compared by {@code =}, {@code !=}, {@code <}, {@code >} and, for several values, by {@code @>}; texts may be patterns of
 * a shell. {@code !}, {@code &} and {@code |} have equal precedence, from left to right, as in OpenNebula.
 */
public final class Expression {

    private static final Pattern TOKEN = Pattern.compile("[ \\t]*(?:(?<quoted>\"[^\"]*\")|(?<number>-?\\d+(?:\\.\\d+)?)"
            + "|(?<word>[A-Za-z]\\w*)|(?<sign>!=|@>|[!&|=<>()]))[ \\t]*");

    /** The depth limit of nested parentheses. */
    private static final int MAX_DEPTH = 100;

    private final String text;
    private final List<Token> tokens;

    /** A truth value with a third one for unknown facts. */
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN;

        static Truth of(boolean truth) {
            return truth ? TRUE : FALSE;
        }

        Truth not() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case UNKNOWN -> UNKNOWN;
            };
        }

        Truth and(Truth other) {
            if (this == FALSE || other == FALSE) {
                return FALSE;
            }
            return this == UNKNOWN ? this : other;
        }

        Truth or(Truth other) {
            return not().and(other.not()).not();
        }
    }

    private enum Kind {
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    private record Token(Kind kind, String text) {}

    private Expression(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /**
     * Parses an expression; an empty one always holds.
     *
     * @throws IllegalArgumentException when the text is not an expression
     */
    public static Expression parse(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(token(matcher));
            end = matcher.end();
            matcher.region(end, matcher.regionEnd());
        }
        if (end < text.strip().length()) {
            throw wrong(text, "\"" + text.strip().charAt(end) + "\"");
        }
        tokens.add(new Token(Kind.END, "end"));
        Expression expression = new Expression(text, List.copyOf(tokens));
        expression.holds(Map.of(), Truth.UNKNOWN);
        return expression;
    }

    /**
     * Returns whether it holds for an object.
     *
     * @param attributes all values of each attribute
     * @param missing the result of comparing an attribute that is missing
     */
    public Truth holds(Map<String, List<String>> attributes, Truth missing) {
        return tokens.size() == 1 ? Truth.TRUE : new Evaluation(attributes, missing).all();
    }

    private static Token token(Matcher matcher) {
        if (matcher.group("quoted") != null) {
            String quoted = matcher.group("quoted");
            return new Token(Kind.TEXT, quoted.substring(1, quoted.length() - 1));
        }
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, matcher.group("number"));
        }
        return matcher.group("word") != null
                ? new Token(Kind.TEXT, matcher.group("word"))
                : new Token(Kind.SIGN, matcher.group("sign"));
    }

    private static IllegalArgumentException wrong(String text, String unexpected) {
        return new IllegalArgumentException("'" + text + "', error: syntax error, unexpected " + unexpected);
    }

    private final class Evaluation {

        private final Map<String, List<String>> attributes;
        private final Truth missing;
        private int position;
        private int depth;

        Evaluation(Map<String, List<String>> attributes, Truth missing) {
            this.attributes = attributes;
            this.missing = missing;
        }

        Truth all() {
            Truth truth = joined();
            if (next().kind() != Kind.END) {
                throw unexpected();
            }
            return truth;
        }

        private Truth joined() {
            Truth truth = single();
            while (true) {
                if (takes("&")) {
                    truth = truth.and(single());
                } else if (takes("|")) {
                    truth = truth.or(single());
                } else {
                    return truth;
                }
            }
        }

        private Truth single() {
            boolean negated = false;
            while (takes("!")) {
                negated = !negated;
            }
            Truth truth = takes("(") ? inParentheses() : comparison();
            return negated ? truth.not() : truth;
        }

        private Truth inParentheses() {
            if (++depth > MAX_DEPTH) {
                throw wrong(text, "number of parentheses");
            }
            Truth truth = joined();
            if (!takes(")")) {
                throw unexpected();
            }
            depth--;
            return truth;
        }

        private Truth comparison() {
            if (next().kind() != Kind.TEXT) {
                throw unexpected();
            }
            String name = tokens.get(position++).text();
            for (String sign : List.of("=", "!=", "<", ">", "@>")) {
                if (takes(sign)) {
                    return compared(name, sign, operand(sign));
                }
            }
            throw unexpected();
        }

        private Token operand(String sign) {
            boolean ordered = sign.equals("<") || sign.equals(">");
            if (next().kind() != Kind.NUMBER && (ordered || next().kind() != Kind.TEXT)) {
                throw unexpected();
            }
            return tokens.get(position++);
        }

        private Truth compared(String name, String sign, Token operand) {
            List<String> values = attributes.getOrDefault(name, List.of());
            if (values.isEmpty()) {
                return missing;
            }
            String first = values.getFirst();
            return Truth.of(
                    switch (sign) {
                        case "=" -> equal(first, operand);
                        case "!=" -> !equal(first, operand);
                        case "@>" -> values.stream().anyMatch(value -> equal(value, operand));
                        case "<" -> number(first) < number(operand.text());
                        default -> number(first) > number(operand.text());
                    });
        }

        private boolean takes(String sign) {
            boolean there = next().kind() == Kind.SIGN && next().text().equals(sign);
            position += there ? 1 : 0;
            return there;
        }

        private Token next() {
            return tokens.get(position);
        }

        private IllegalArgumentException unexpected() {
            Token token = next();
            return wrong(text, token.kind() == Kind.END ? "end" : "\"" + token.text() + "\"");
        }
    }

    private static boolean equal(String value, Token operand) {
        return operand.kind() == Kind.NUMBER ? number(value) == number(operand.text()) : matches(operand.text(), value);
    }

    /** Returns the number in a text; NaN, which equals nothing, for any other text. */
    private static double number(String text) {
        return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Double.parseDouble(text) : Double.NaN;
    }

    /** Matches a pattern: {@code *} stands for any text, {@code ?} for any character. */
    private static boolean matches(String pattern, String text) {
        int inPattern = 0;
        int inText = 0;
        int star = -1;
        int afterStar = 0;
        while (inText < text.length()) {
            boolean left = inPattern < pattern.length();
            if (left && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                afterStar = inText;
            } else if (left && (pattern.charAt(inPattern) == '?' || pattern.charAt(inPattern) == text.charAt(inText))) {
                inPattern++;
                inText++;
            } else if (star >= 0) {
                inPattern = star + 1;
                afterStar++;
                inText = afterStar;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
    }
}
