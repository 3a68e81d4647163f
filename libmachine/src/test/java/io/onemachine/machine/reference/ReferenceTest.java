package io.onemachine.machine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical text of references, and how it is found in messages. */
final class ReferenceTest {

    @Test
    void theCanonicalTextIsReadable() {
        assertThat("Give " + Reference.option("engine-version") + ".").isEqualTo("Give ‹option engine-version›.");
        assertThat(Reference.option("ssh-host-key", "tofu")).hasToString("‹option ssh-host-key=tofu›");
        assertThat(Reference.command("ls")).hasToString("‹command ls›");
        assertThat(Reference.command("regenerate-certs")
                        .with(Reference.option("ca"))
                        .with("m1"))
                .hasToString("‹command regenerate-certs, option ca, argument m1›");
        assertThat(Reference.program()).hasToString("‹program›");
    }

    @Test
    void whatNamesAndValuesHoldCannotEndAReference() {
        Reference.Command hostile = Reference.command("rm")
                .with(Reference.option("a=b", "c›, argument d"))
                .with("50% ‹x›");
        assertThat(hostile).hasToString("‹command rm, option a%=b=c%>%, argument d, argument 50%% %<x%>›");
        assertThat(found("See " + hostile + "!")).containsExactly(hostile);
    }

    @Test
    void quotingAMessageLeavesItsReferences() {
        Reference.Command reference = Reference.command("rm").with("a\\b\"c");
        String quoted = reference.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        assertThat(found(quoted)).containsExactly(Reference.command("rm").with("a\\\\b\\\"c"));
    }

    @Test
    void everyReferenceIsReadBackAsItWas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            Reference.Command command = Reference.command(word(random));
            for (int j = random.nextInt(3); j > 0; j--) {
                command = command.with(option(random));
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                command = command.with(word(random));
            }
            List<Reference> references = List.of(command, option(random), Reference.program());
            String text = references.get(0) + "‹" + references.get(1) + "›%" + references.get(2);
            assertThat(found(text)).as("seed " + seed + ": " + text).isEqualTo(references);
            assertThat(Reference.replaceAll(text, Reference::toString)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no reference",
                "‹",
                "›",
                "‹›",
                "‹option",
                "‹option›",
                "‹option x",
                "›option x‹",
                "‹Option x›",
                "‹optionx›",
                "‹option x, option y›",
                "‹option a=b=c›",
                "‹option 100%›",
                "‹option %x›",
                "‹command ls,argument m1›",
                "‹command ls, m1›",
                "‹command ls, argument m1, option f›",
                "‹command ls, argument a=b›",
                "‹program x›",
                "‹program, option f›",
                "«option x»",
                "‹‹‹‹››››"
            })
    void whatIsNoReferenceStaysAsItIs(String text) {
        assertThat(found(text)).isEmpty();
        assertThat(Reference.replaceAll(text, _ -> "!")).isEqualTo(text);
    }

    @Test
    void referencesAreFoundBetweenStrayBrackets() {
        assertThat(Reference.replaceAll("‹a ‹option b‹program› c› ‹‹option d››", _ -> "!"))
                .isEqualTo("‹a ‹option b! c› ‹!›");
    }

    @Test
    void aReplacementIsNotSearchedAgain() {
        assertThat(Reference.replaceAll("‹program›", _ -> "‹program›‹option x›"))
                .isEqualTo("‹program›‹option x›");
    }

    @Test
    void emptyNamesAndValuesAreKept() {
        List<Reference> references = List.of(
                Reference.option(""),
                Reference.option("", ""),
                Reference.command("").with(""));
        assertThat(found(references.toString())).isEqualTo(references);
    }

    @Test
    void aTextWithoutReferencesIsReturnedItself() {
        String text = "x".repeat(3);
        assertThat(Reference.replaceAll(text, _ -> "!")).isSameAs(text);
    }

    @Test
    void longTextsAreReadInOnePass() {
        String brackets = "‹".repeat(2_000_000);
        assertThat(Reference.replaceAll(brackets, _ -> "!")).isEqualTo(brackets);
        String unclosed = "‹command ls, argument " + "a, argument ".repeat(200_000);
        assertThat(Reference.replaceAll(unclosed, _ -> "!")).isEqualTo(unclosed);
        Reference.Command longest = Reference.command("ls");
        String value = "%,=‹›".repeat(200_000);
        assertThat(found(longest.with(value).toString())).containsExactly(longest.with(value));
        assertThat(found("‹command ls" + ", argument a".repeat(50_000) + "›")).hasSize(1);
    }

    private static List<Reference> found(String text) {
        List<Reference> found = new ArrayList<>();
        Reference.replaceAll(text, reference -> {
            found.add(reference);
            return "";
        });
        return found;
    }

    private static Reference.Option option(Random random) {
        return new Reference.Option(word(random), random.nextBoolean() ? Optional.of(word(random)) : Optional.empty());
    }

    private static String word(Random random) {
        String alphabet = "ab-=%,<>‹› \\\"\n";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
