package io.onemachine.fleet.yaml;

import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces variables in values, with the syntax of Compose files: {@code $V}, {@code ${V}}, {@code ${V:-default}}, {@code ${V-default}},
 * {@code ${V:?message}}, {@code ${V?message}}, {@code ${V:+other}}, {@code ${V+other}}; {@code $$} is a dollar sign. With a colon an empty
 * variable counts as one that is not set. Defaults and messages may hold variables too.
 */
public final class Variables {
    /** Defaults inside defaults are not nested deeper than this. */
    private static final int DEEPEST = 20;

    private static final String FORM = "Write $$ for a dollar sign, or ${NAME} for a variable.";

    private final Map<String, String> values;

    /** @param values the values by name */
    public Variables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns the text with its variables replaced; empty when that is not possible, which is then a problem. */
    Optional<String> replace(String text, Place place, Problems problems) {
        if (text.indexOf('$') < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(new Replacement(text).all(0));
        } catch (VariableException e) {
            problems.add(place, e.problem, e.hint);
            return Optional.empty();
        }
    }

    private static final class VariableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;
        private final String hint;

        VariableException(String problem, String hint) {
            super(problem, null, false, false);
            this.problem = problem;
            this.hint = hint;
        }
    }

    /** Reads one text from its start to its end. */
    private final class Replacement {
        private final String text;
        private int at;

        Replacement(String text) {
            this.text = text;
        }

        /** Replaces up to the end; inside braces, where depth is not 0, up to the closing one, which stays unread. */
        String all(int depth) throws VariableException {
            if (depth > DEEPEST) {
                throw new VariableException("defaults of variables are nested deeper than " + DEEPEST + " levels", "");
            }
            StringBuilder replaced = new StringBuilder();
            while (at < text.length() && (depth == 0 || text.charAt(at) != '}')) {
                char c = text.charAt(at);
                at++;
                if (c == '$') {
                    replaced.append(afterDollar(depth));
                } else {
                    replaced.append(c);
                }
            }
            return replaced.toString();
        }

        private String afterDollar(int depth) throws VariableException {
            if (at < text.length() && text.charAt(at) == '$') {
                at++;
                return "$";
            }
            if (at < text.length() && text.charAt(at) == '{') {
                at++;
                return braces(depth);
            }
            String name = name();
            String value = values.get(name);
            if (value == null) {
                throw notSet(name);
            }
            return value;
        }

        private String braces(int depth) throws VariableException {
            String name = name();
            boolean colon = next() == ':';
            if (colon) {
                at++;
            }
            char operator = next();
            String value = values.get(name);
            boolean set = value != null && !(colon && value.isEmpty());
            if (operator == '}' && !colon) {
                at++;
                if (value == null) {
                    throw notSet(name);
                }
                return value;
            }
            if (operator != '-' && operator != '?' && operator != '+') {
                throw new VariableException(
                        "the variable \"" + name + "\" is followed by an unknown operator",
                        "Write ${" + name + "}, or one of :- - :? ? :+ + after the name.");
            }
            at++;
            String argument = set == (operator == '+') ? all(depth + 1) : skipped(depth + 1);
            if (next() != '}') {
                throw unclosed();
            }
            at++;
            return switch (operator) {
                case '+' -> set ? argument : "";
                case '?' -> required(name, value, set, argument);
                default -> set && value != null ? value : argument;
            };
        }

        private static String required(String name, @Nullable String value, boolean set, String message)
                throws VariableException {
            if (set && value != null) {
                return value;
            }
            String reason = message.isEmpty() ? "" : ": " + PrintableText.of(message);
            throw new VariableException(
                    "the variable \"" + name + "\" is " + (value == null ? "not set" : "empty") + reason,
                    howToSet(name));
        }

        /** Passes over an argument that is not used; its variables need not be set. */
        private String skipped(int depth) throws VariableException {
            int braces = depth;
            while (at < text.length() && (braces > depth || text.charAt(at) != '}')) {
                char c = text.charAt(at);
                at++;
                if (c == '$' && at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '$')) {
                    braces += text.charAt(at) == '{' ? 1 : 0;
                    at++;
                } else if (c == '}') {
                    braces--;
                }
            }
            return "";
        }

        private char next() throws VariableException {
            if (at >= text.length()) {
                throw unclosed();
            }
            return text.charAt(at);
        }

        private String name() throws VariableException {
            int start = at;
            while (at < text.length() && isNamePart(text.charAt(at), at > start)) {
                at++;
            }
            if (at == start) {
                throw new VariableException("a dollar sign is not followed by a variable's name", FORM);
            }
            return text.substring(start, at);
        }

        private static boolean isNamePart(char c, boolean digits) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (digits && c >= '0' && c <= '9');
        }

        private static VariableException unclosed() {
            return new VariableException("\"${\" is not followed by \"}\"", FORM);
        }

        private static VariableException notSet(String name) {
            return new VariableException("the variable \"" + name + "\" is not set", howToSet(name));
        }

        private static String howToSet(String name) {
            return "Set " + name + " in the environment or in a file that " + Reference.option("env-file") + " names.";
        }
    }
}
