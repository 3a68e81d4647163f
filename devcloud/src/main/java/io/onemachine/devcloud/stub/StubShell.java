package io.onemachine.devcloud.stub;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Imitates a host's shell: {@link StubCommands} runs simple command lines, and
 * {@link ScriptAnalyzer} finds the relevant parts of provisioning scripts.
 */
final class StubShell {

    private static final Pattern SHELL = Pattern.compile("(?:/bin/)?(?:ba|da)?sh(?:\\s+-(?!c)\\w+|\\s+-)*\\s*");
    private static final Pattern SHELL_WITH_SCRIPT =
            Pattern.compile("(?:/bin/)?(?:ba|da)?sh\\s+-\\w*c\\s+(.*)", Pattern.DOTALL);
    private static final Pattern SUDO = Pattern.compile("sudo(?:\\s+(?:-n|-E|-H|-S|--))*\\s+");

    private final StubHost host;
    private final String user;

    /**
     * The result of a command.
     *
     * @param output its standard output
     * @param errors its standard error
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

    /** Returns whether the command reads its standard input: it is a shell, or writes its input to a file. */
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
