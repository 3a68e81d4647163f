package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextFileTest {

    private final ProcessCommandRunner runner = new ProcessCommandRunner();

    @Test
    void quotesValuesAndLeavesOutWhatNoShellTakesAsAName() {
        String text = ContextFile.text(
                Map.of("B", "it's $5", "A", "", "TWO WORDS", "x", "9LIVES", "x", "X;reboot", "x", "N", "a\0b"));

        assertThat(text).isEqualTo("# Context variables of this virtual machine\nA=''\nB='it'\\''s $5'\nN='ab'\n");
    }

    @Test
    void aShellReadsBackWhateverWasWritten(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            String value = hostile(random);

            ContextFile.write(folder, Map.of("VALUE", value));
            CommandResult result = runner.run(Command.of(
                    "sh",
                    "-c",
                    ". \"$1\"; printf '%s.' \"$VALUE\"",
                    "sh",
                    folder.resolve("context.sh").toString()));

            assertThat(result.output()).isEqualTo(value + ".");
        }
    }

    @Test
    void onlyItsOwnerReadsIt(@TempDir Path folder) throws IOException {
        ContextFile.write(folder, Map.of("PASSWORD", "secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("context.sh"))))
                .isEqualTo("rw-------");
    }

    @Test
    void doesNotFollowALinkThatLiesInItsPlace(@TempDir Path folder) throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.createSymbolicLink(context.resolve("context.sh"), victim);

        ContextFile.write(context, Map.of("A", "1"));

        assertThat(victim).content(StandardCharsets.UTF_8).isEqualTo("mine");
    }

    private static String hostile(Random random) {
        String alphabet = "'\"\\$`\n\t !#&;|<>(){}[]*?~%=aZ9-äÁ€日\u0081\u0088\r";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
