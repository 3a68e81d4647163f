package io.onemachine.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellTest {
    private static final String HOSTILE = "a \"b\" 'c' $HOME `id` $(id) \\ ! & ; | é";

    @ParameterizedTest
    @CsvSource({
        "bash,POSIX",
        "zsh,POSIX",
        "sh,POSIX",
        "ksh,POSIX",
        "nosuch,POSIX",
        "fish,FISH",
        "cmd,CMD",
        "powershell,POWERSHELL",
        "pwsh,POWERSHELL",
        "tcsh,TCSH",
        "csh,TCSH",
        "emacs,EMACS"
    })
    void namesBelongToFamilies(String name, Shell family) {
        assertThat(Shell.named(name)).isEqualTo(family);
    }

    @Test
    void theShellIsFoundInItsVariable() {
        assertThat(Shell.detect("/usr/bin/fish")).isEqualTo("fish");
        assertThat(Shell.detect("C:\\msys\\usr\\bin\\bash.exe")).isEqualTo("bash");
        assertThat(Shell.detect("zsh")).isEqualTo("zsh");
        assertThat(Shell.detect("")).isNull();
        assertThat(Shell.detect(null)).isNull();
    }

    @Test
    void plainValuesLookAsTheyAlwaysHave() {
        assertThat(Shell.POSIX.set("A", "tcp://1:2")).isEqualTo("export A=\"tcp://1:2\"");
        assertThat(Shell.FISH.set("A", "1")).isEqualTo("set -gx A \"1\";");
        assertThat(Shell.CMD.set("A", "1")).isEqualTo("SET A=1");
        assertThat(Shell.POWERSHELL.set("A", "1")).isEqualTo("$Env:A = \"1\"");
        assertThat(Shell.TCSH.set("A", "1")).isEqualTo("setenv A \"1\";");
        assertThat(Shell.EMACS.set("A", "1")).isEqualTo("(setenv \"A\" \"1\")");
        assertThat(Shell.FISH.unset("A")).isEqualTo("set -e A;");
    }

    @Test
    void valuesAreQuotedForEachShell() {
        assertThat(Shell.POSIX.set("A", HOSTILE))
                .isEqualTo("export A=\"a \\\"b\\\" 'c' \\$HOME \\`id\\` \\$(id) \\\\ ! & ; | é\"");
        assertThat(Shell.FISH.set("A", "a\"$(id)\\")).isEqualTo("set -gx A \"a\\\"\\$(id)\\\\\";");
        assertThat(Shell.POWERSHELL.set("A", "a\"$(id)`")).isEqualTo("$Env:A = \"a`\"`$(id)``\"");
        assertThat(Shell.TCSH.set("A", "a\"$`!\n")).isEqualTo("setenv A \"a\"'\"'\"\"'$'\"\"'`'\"\"\\!\"\\\n\";");
        assertThat(Shell.EMACS.set("A", "a\"\\")).isEqualTo("(setenv \"A\" \"a\\\"\\\\\")");
        assertThat(Shell.CMD.set("A", "a&calc")).isEqualTo("SET \"A=a&calc\"");
        assertThat(Shell.CMD.set("A", "a\nb\"c")).isEqualTo("SET \"A=a bc\"");
    }

    /** Possible paths of a store, which DOCKER_CERT_PATH holds. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "sh", "dash", "zsh", "fish"})
    void aRealShellReadsBackExactlyWhatWasMeant(String shell) throws IOException, InterruptedException {
        assumeThat(isInstalled(shell)).as("%s is installed", shell).isTrue();
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "ab \"'$`\\!&;|()<>{}*?~#\n\té%=";
        StringBuilder script = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 40; round++) {
            StringBuilder value = new StringBuilder(round == 0 ? HOSTILE : "");
            for (int i = random.nextInt(30); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            script.append(Shell.named(shell).set("VALUE", value.toString())).append("\nprintf '%s.' \"$VALUE\"\n");
            expected.append(value).append('.');
        }
        assertThat(output(shell, "-c", script.toString())).as("seed %d", seed).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
    void aRealShellForgetsTheVariable(String shell) throws IOException, InterruptedException {
        assumeThat(isInstalled(shell)).as("%s is installed", shell).isTrue();
        Shell family = Shell.named(shell);
        String script = family.set("VALUE", "x") + "\n" + family.unset("VALUE") + "\nprintf '<%s>' \"$VALUE\"";

        assertThat(output(shell, "-c", script)).isEqualTo("<>");
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aHintStaysAComment() throws IOException, InterruptedException {
        String hint = Shell.POSIX.hint(List.of("docker-machine", "env", "x\necho run", "it's", "$(id)"));

        assertThat(hint).isEqualTo("""
                        # Run this command to configure your shell:\s
                        # eval $(docker-machine env 'x?echo run' 'it'\\''s' '$(id)')
                        """);
        assertThat(output("bash", "-c", hint)).isEmpty();
    }

    private static String output(String... argv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
