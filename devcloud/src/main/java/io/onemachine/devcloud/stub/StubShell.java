package io.onemachine.devcloud.stub;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in for a host's shell. It is none: simple command lines are run by {@link StubCommands}, and in scripts
 * {@link ScriptAnalyzer} looks for what matters to a host that is being set up.
 */
final class StubShell {

    private static final Pattern SHELL = Pattern.compile("(?:/bin/)?(?:ba|da)?sh(?:\\s+-(?!c)\\w+|\\s+-)*\\s*");
    private static final Pattern SHELL_WITH_SCRIPT =
            Pattern.compile("(?:/bin/)?(?:ba|da)?sh\\s+-\\w*c\\s+(.*)", Pattern.DOTALL);
    private static final Pattern SUDO = Pattern.compile("sudo(?:\\s+(?:-n|-E|-H|-S|--))*\\s+");

    private final StubHost host;
    private final String user;

    /**
     * What a command did.
     *
     * @param output on standard output
     * @param errors on standard error
     */
    record Result(int exitCode, String output, String errors) {

        static final Result OK = new Result(0, "", "");

        static Result of(String output) {
            return new Result(0, output, "");
        }

        static Result failure(int exitCode, String errors) {
            return new Result(exitCode, "", errors);
        }
    }

    StubShell(StubHost host, String user) {
        this.host = host;
        this.user = user;
    }

    /** Returns whether the command takes its standard input: it is a shell, or writes a file of it. */
    static boolean readsInput(String commandLine) {
        String command = withoutSudo(commandLine.strip());
        return SHELL.matcher(command).matches() || command.matches("(?s)(cat\\s*>.*|tee\\s.*|cat|.*<&0.*)");
    }

    Result run(String commandLine, String input) {
        String stripped = commandLine.strip();
        boolean root = SUDO.matcher(stripped).lookingAt() || user.equals("root");
        String command = withoutSudo(stripped);
        if (SHELL.matcher(command).matches()) {
            return script(input, root);
        }
        Matcher withScript = SHELL_WITH_SCRIPT.matcher(command);
        if (withScript.matches()) {
            List<String> words = ShellWords.split(withScript.group(1));
            return script(words.isEmpty() ? "" : words.getFirst(), root);
        }
        return new StubCommands(host, root ? "root" : user).run(command, input);
    }

    private Result script(String text, boolean root) {
        String asUser = root ? "root" : user;
        return text.strip().indexOf('\n') < 0
                ? new StubCommands(host, asUser).run(text.strip(), "")
                : new ScriptAnalyzer(host, asUser).run(text);
    }

    private static String withoutSudo(String command) {
        Matcher sudo = SUDO.matcher(command);
        return sudo.lookingAt() ? command.substring(sudo.end()) : command;
    }
}
