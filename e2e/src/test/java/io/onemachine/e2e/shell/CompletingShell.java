package io.onemachine.e2e.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A real shell that has loaded the built completion script, and its completions of command lines. bash and zsh run on a
 * terminal and have their lines typed; fish is asked.
 */
enum CompletingShell {
    BASH("bash-completion/completions/docker-machine"),
    ZSH("zsh/site-functions/_docker-machine"),
    FISH("fish/vendor_completions.d/docker-machine.fish");

    private static final String BASH_START = """
            PS1='$ '
            bind 'set bell-style none'
            bind 'set completion-query-items 0'
            bind 'set page-completions off'
            bind '"\\C-t": insert-completions'
            bind -x '"\\C-g": printf "%s\\n" "$READLINE_LINE" >>"$LINES_FILE"; READLINE_LINE="" READLINE_POINT=0'
            source "$SCRIPT"
            """;

    private static final String ZSH_START = """
            PS1='$ '
            fpath=("${SCRIPT:h}" $fpath)
            autoload -Uz compinit && compinit -u -D
            setopt no_beep no_auto_list
            LISTMAX=10000
            put_line() { print -r -- "$BUFFER" >>"$LINES_FILE"; BUFFER=''; }
            zle -N put_line
            bindkey '^G' put_line
            insert_all() { _main_complete; compstate[insert]=all compstate[list]=''; }
            zle -C insert_all complete-word insert_all
            bindkey '^T' insert_all
            """;

    private static final String FISH_START = """
            source $SCRIPT
            for line in $argv
                complete -C $line | string replace -r '\\t.*' ''
                echo ==
            end
            """;

    private static final char TAB = '\t';
    private static final char INSERT_ALL = 'T' - '@';
    private static final char PUT_LINE = 'G' - '@';

    private final Path script;

    CompletingShell(String script) {
        this.script = UserEnvironment.checkout().resolve("cli/target/share").resolve(script);
    }

    String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    Path script() {
        return script;
    }

    /** Skips the test where this shell is not installed. */
    void required() {
        Tools.required(program(), "script");
    }

    /** The words offered for the last word of a line, without what stands before their last "=". */
    List<String> offers(UserEnvironment computer, String line) {
        return offersFor(computer, List.of(line)).getFirst();
    }

    /** The same for several lines that are typed into one and the same shell. */
    List<List<String>> offersFor(UserEnvironment computer, List<String> lines) {
        List<List<String>> offers = new ArrayList<>();
        switch (this) {
            case BASH, ZSH -> {
                List<String> whole = type(computer, lines, INSERT_ALL);
                for (int i = 0; i < lines.size(); i++) {
                    offers.add(inserted(lines.get(i), whole.get(i)));
                }
            }
            case FISH -> {
                List<String> command = new ArrayList<>(List.of("fish", "--no-config", "-c", FISH_START));
                command.addAll(lines);
                String answers = withScript(computer)
                        .runWithInput("", command)
                        .succeeds()
                        .stdout();
                List<String> parts = List.of(answers.split("(?m)^==\n", -1));
                for (String answer : parts.subList(0, lines.size())) {
                    offers.add(answer.lines().map(CompletingShell::lastPart).toList());
                }
            }
        }
        return offers;
    }

    /** What a line becomes when Tab is pressed. */
    String tab(UserEnvironment computer, String line) {
        return type(computer, List.of(line), TAB).getFirst();
    }

    private List<String> type(UserEnvironment computer, List<String> lines, char key) {
        StringBuilder input = new StringBuilder();
        lines.forEach(line -> input.append(line).append(key).append(PUT_LINE));
        input.append("\nexit\n");
        try {
            Path folder = Files.createTempDirectory("completing-shell");
            Path lineFile = Files.createFile(folder.resolve("lines"));
            Path start = Files.writeString(folder.resolve(".zshrc"), this == BASH ? BASH_START : ZSH_START);
            String shell = this == BASH ? "bash --noprofile --rcfile " + start + " -i" : "zsh -i";
            Outcome outcome = withScript(computer)
                    .with("LINES_FILE", lineFile.toString())
                    .with("ZDOTDIR", folder.toString())
                    .with("TERM", "dumb")
                    .runWithInput(input.toString(), List.of("script", "-qec", shell, "/dev/null"));
            List<String> typed = Files.readAllLines(lineFile);
            assertThat(typed).as("lines of %s", outcome).hasSameSizeAs(lines);
            Files.delete(lineFile);
            Files.delete(start);
            Files.delete(folder);
            return typed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserEnvironment withScript(UserEnvironment computer) {
        return computer.with("SCRIPT", script.toString());
    }

    /** The words in place of the last word that was typed, as the shell would read them. */
    private static List<String> inserted(String typed, String line) {
        String before = typed.substring(0, typed.lastIndexOf(' ') + 1);
        assertThat(line).startsWith(before);
        List<String> words = new ArrayList<>();
        for (String word : line.substring(before.length()).split("(?<!\\\\) +", -1)) {
            if (!word.isEmpty() && !line.equals(typed)) {
                words.add(lastPart(word.replace("\\", "")));
            }
        }
        return words;
    }

    private static String lastPart(String word) {
        String bare = word.endsWith("=") || word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        return bare.substring(bare.lastIndexOf('=') + 1);
    }
}
