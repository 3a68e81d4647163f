package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.stub.StubShell.Result;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the relevant parts of a provisioning script: values that it writes to files, its questions about the host, the
 * installation of Docker, starts and stops of the engine. A script with none of these has no effect and no output. The control
 * flow is ignored: everything in the script counts as executed, from top to bottom.
 */
final class ScriptAnalyzer {

    /** {@code NAME='text'}, the text over several lines, a quote in it written as {@code '\''}. */
    private static final Pattern VALUE =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?(\\w+)='([^']*+(?:'\\\\''[^']*+)*+)'\\s*$");

    /** {@code NAME=$(command -v PROGRAM)}, perhaps in quotes. */
    private static final Pattern LOOKED_UP = Pattern.compile("^(\\w+)=\"?\\$\\(command -v (\\w+)\\)\"?");

    /** {@code /a/file "$NAME"} or {@code "$FOLDER/file" "$NAME"}: the arguments of a function that writes files. */
    private static final Pattern WRITES =
            Pattern.compile("(?<=\\s)\"?(?:\\$\\{?(\\w+)\\}?)?(/[\\w./-]+)\"?\\s+\"\\$\\{?(\\w+)\\}?\"");

    /** {@code printf … "$NAME" >/a/file}, or through {@code tee}. */
    private static final Pattern PRINTS_TO_FILE = Pattern.compile(
            "^(?:printf|echo)\\b.*\"\\$\\{?(\\w+)\\}?\"\\s*(?:>|\\|\\s*(?:sudo\\s+)?tee\\s+)\\s*\"?(/[\\w./-]+)\"?");

    /** {@code say KEY "EXPRESSION"} or {@code say KEY word}: the answer to a question about the host. */
    private static final Pattern SAYS = Pattern.compile("^say\\s+([\\w-]+)\\s+\"?(.*?)\"?$");

    /** The format that {@code say} prints with. */
    private static final Pattern SAY_FORMAT = Pattern.compile("say\\(\\)\\s*\\{\\s*printf\\s+'([^']*)'");

    /** {@code printf 'FORMAT' "$NAME"} at the end of a line. */
    private static final Pattern PRINTS = Pattern.compile("^printf\\s+'([^']*)'\\s+\"\\$\\{?(\\w+)\\}?\"$");

    private static final Pattern ENGINE = Pattern.compile(
            "^(?:sudo\\s+|env\\s.*?\\s)?(?:systemctl|service|/etc/init\\.d/docker|/usr/local/etc/init\\.d/docker)\\b.*");

    private static final Pattern OS_RELEASE_VALUE = Pattern.compile("\\$\\{([A-Z_]+)(?::-[^}]*)?.*");

    private final StubHost host;
    private final StubCommands commands;
    private final Map<String, String> values = new HashMap<>();
    private final StringBuilder output = new StringBuilder();

    ScriptAnalyzer(StubHost host, String user) {
        this.host = host;
        this.commands = new StubCommands(host, user);
    }

    Result run(String script) {
        Matcher value = VALUE.matcher(script);
        StringBuilder rest = new StringBuilder();
        while (value.find()) {
            values.put(value.group(1), value.group(2).replace("'\\''", "'"));
            value.appendReplacement(rest, "");
        }
        value.appendTail(rest);
        Matcher format = SAY_FORMAT.matcher(rest);
        String sayFormat = format.find() ? format.group(1) : "%s=%s\\n";
        rest.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> line(line, sayFormat));
        return Result.of(output.toString());
    }

    private void line(String line, String sayFormat) {
        Matcher says = SAYS.matcher(line);
        Matcher prints = PRINTS.matcher(line);
        Matcher lookedUp = LOOKED_UP.matcher(line);
        if (says.matches()) {
            print(sayFormat, says.group(1), evaluate(says.group(2)));
        } else if (prints.matches()) {
            print(prints.group(1), values.getOrDefault(prints.group(2), ""));
        } else if (lookedUp.lookingAt()) {
            values.put(
                    lookedUp.group(1),
                    commands.run("command -v " + lookedUp.group(2), "").output().strip());
        } else if (line.matches("(?:sudo )?(?:/bin/)?sh \"?\\$\\w+/install\\.sh\"?.*|.*curl .*\\| *(?:sudo )?sh\\b.*"
                + "|install_engine \".*")) {
            host.files().write("/usr/bin/dockerd", "");
        } else if (ENGINE.matcher(line).matches()) {
            engine(line.toLowerCase(Locale.ROOT));
        } else {
            files(line);
        }
    }

    private void files(String line) {
        Matcher printed = PRINTS_TO_FILE.matcher(line);
        if (printed.lookingAt() && values.containsKey(printed.group(1))) {
            host.files().write(printed.group(2), values.getOrDefault(printed.group(1), ""));
            return;
        }
        Matcher written = WRITES.matcher(line);
        while (written.find()) {
            String folder = written.group(1);
            if (values.containsKey(written.group(3)) && (folder == null || values.containsKey(folder))) {
                host.files()
                        .write(
                                (folder == null ? "" : values.getOrDefault(folder, "")) + written.group(2),
                                values.getOrDefault(written.group(3), ""));
            }
        }
    }

    private void engine(String line) {
        if (line.matches(".*\\b(?:start|restart|enable --now)\\b.*") && line.contains("docker")) {
            host.startEngine();
        } else if (line.matches(".*\\bstop\\b.*") && line.contains("docker")) {
            host.stopEngine();
        }
    }

    private String evaluate(String expression) {
        Matcher ofOsRelease = OS_RELEASE_VALUE.matcher(expression);
        if (ofOsRelease.matches()) {
            return host.image().osRelease().getOrDefault(ofOsRelease.group(1), "");
        }
        if (expression.startsWith("$(") && expression.endsWith(")")) {
            return commands.run(expression.substring(2, expression.length() - 1), "")
                    .output()
                    .strip();
        }
        return expression.startsWith("$") ? values.getOrDefault(expression.substring(1), "") : expression;
    }

    private void print(String format, String... arguments) {
        String text = format.replace("\\n", "\n");
        for (String argument : arguments) {
            int hole = text.indexOf("%s");
            text = hole < 0 ? text : text.substring(0, hole) + argument + text.substring(hole + 2);
        }
        output.append(text);
    }
}
