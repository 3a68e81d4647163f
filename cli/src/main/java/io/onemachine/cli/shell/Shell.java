package io.onemachine.cli.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family of shells with one syntax. The output is meant to be evaluated, so every value is quoted and none of it is ever
 * run.
 */
public enum Shell {
    /** bash, zsh, sh and every unknown shell. */
    POSIX("#"),
    FISH("#"),
    CMD("REM"),
    POWERSHELL("#"),
    TCSH(":"),
    EMACS(";;");

    private final String comment;

    Shell(String comment) {
        this.comment = comment;
    }

    /** Returns the family of the shell called {@code name}; POSIX for unknown names. */
    public static Shell named(String name) {
        return switch (name) {
            case "fish" -> FISH;
            case "cmd" -> CMD;
            case "powershell", "pwsh" -> POWERSHELL;
            case "tcsh", "csh" -> TCSH;
            case "emacs" -> EMACS;
            default -> POSIX;
        };
    }

    /**
     * Returns the name of the user's shell: the last part of {@code $SHELL}, without {@code .exe}.
     *
     * @param shellVariable the value of {@code SHELL}
     * @return null when the variable is not set or empty
     */
    public static @Nullable String detect(@Nullable String shellVariable) {
        if (shellVariable == null || shellVariable.isEmpty()) {
            return null;
        }
        String name = shellVariable.replace('\\', '/');
        name = name.substring(name.lastIndexOf('/') + 1);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** Returns the line that sets and exports {@code variable}, without line feed. */
    public String set(String variable, String value) {
        return switch (this) {
            case POSIX -> "export " + variable + "=\"" + escaped(value, "\"\\$`", '\\') + "\"";
            case FISH -> "set -gx " + variable + " \"" + escaped(value, "\"\\$", '\\') + "\";";
            case CMD -> cmdSet(variable, value);
            case POWERSHELL -> "$Env:" + variable + " = \"" + escaped(value, "\"`$", '`') + "\"";
            case TCSH -> "setenv " + variable + " " + tcshQuoted(value) + ";";
            case EMACS -> "(setenv \"" + variable + "\" \"" + escaped(value, "\"\\", '\\') + "\")";
        };
    }

    /** Returns the line that removes {@code variable}, without line feed. */
    public String unset(String variable) {
        return switch (this) {
            case POSIX -> "unset " + variable;
            case FISH -> "set -e " + variable + ";";
            case CMD -> "SET " + variable + "=";
            case POWERSHELL -> "Remove-Item Env:\\\\" + variable;
            case TCSH -> "unsetenv " + variable + ";";
            case EMACS -> "(setenv \"" + variable + "\" nil)";
        };
    }

    /** Returns a comment line, without line feed; {@code text} must not contain quotes or anything that the shell would expand. */
    public String comment(String text) {
        return comment + " " + text;
    }

    /**
     * Returns two comment lines that show how to evaluate the output of a command in the shell.
     *
     * @param commandLine the program and its arguments
     */
    public String hint(List<String> commandLine) {
        StringBuilder joined = new StringBuilder();
        for (String word : commandLine) {
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            joined.append(hintWord(word));
        }
        String how = switch (this) {
            case POSIX -> "eval $(" + joined + ")";
            case FISH -> "eval (" + joined + ")";
            case CMD -> "\t@FOR /f \"tokens=*\" %i IN ('" + joined + "') DO @%i";
            case POWERSHELL -> "& " + joined + " | Invoke-Expression";
            case TCSH -> "eval `" + joined + "`";
            case EMACS ->
                "(with-temp-buffer (shell-command \"" + escaped(joined.toString(), "\"\\", '\\')
                        + "\" (current-buffer)) (eval-buffer))";
        };
        return comment + " Run this command to configure your shell: \n" + comment + " " + how + "\n";
    }

    /** Returns a word of the hint, without line feeds, quoted where a shell would split or expand it. */
    private static String hintWord(String word) {
        StringBuilder printable = new StringBuilder();
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            printable.append(Character.isISOControl(c) ? '?' : c);
            plain &= Character.isLetterOrDigit(c) || "-_=./:,@%+~\\".indexOf(c) >= 0;
        }
        return plain ? word : "'" + printable.toString().replace("'", "'\\''") + "'";
    }

    private static String escaped(String value, String special, char escape) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (special.indexOf(c) >= 0) {
                escaped.append(escape);
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** Quotes the whole assignment, and only where needed: otherwise cmd would include the quotes in the value. */
    private static String cmdSet(String variable, String value) {
        boolean plain = true;
        for (int i = 0; i < value.length(); i++) {
            plain &= "&|<>^()\"! ".indexOf(value.charAt(i)) < 0;
        }
        // A line feed would end the command, and cmd has no escape for it.
        String oneLine = value.replace('\r', ' ').replace('\n', ' ');
        return plain ? "SET " + variable + "=" + oneLine : "SET \"" + variable + "=" + oneLine.replace("\"", "") + "\"";
    }

    /** Puts characters that tcsh expands within double quotes into single quotes, and {@code !} after a backslash. */
    private static String tcshQuoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '$', '`' -> quoted.append("\"'").append(c).append("'\"");
                case '!' -> quoted.append("\"\\!\"");
                case '\n' -> quoted.append("\\\n");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
