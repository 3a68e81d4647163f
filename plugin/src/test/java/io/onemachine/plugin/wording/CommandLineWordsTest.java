package io.onemachine.plugin.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.reference.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the library in words of the command line. */
final class CommandLineWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "‹option engine-version› | --engine-version",
                "‹option ssh-host-key=tofu›: wrong | --ssh-host-key=tofu: wrong",
                "‹option f› | -f",
                "options ‹option opennebula-image-*› | options --opennebula-image-*",
                "Run \"‹command ls›\". | Run \"docker-machine ls\".",
                "‹command regenerate-certs, option ca› | docker-machine regenerate-certs --ca",
                "‹command rm, option f, argument m1› | docker-machine rm -f m1",
                "‹command gc, option forget, argument m1› | docker-machine gc --forget m1",
                "‹command regenerate-certs, argument [name]› | docker-machine regenerate-certs [name]",
                "Another ‹program› holds it | Another docker-machine holds it",
                "\"‹program› ‹option debug›\" shows more. | \"docker-machine --debug\" shows more.",
                "‹option aa›‹option b=c=› | --aa‹option b=c=›",
                "‹option aa=50%%%,%=› | --aa=50%,=",
                "‹command rm, argument %<b%>› | docker-machine rm ‹b›"
            })
    void referencesBecomeWords(String message, String worded) {
        assertThat(CommandLineWords.in(message)).isEqualTo(worded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "‹", "‹›", "‹option x", "option x›", "‹command›", "‹ab›", "--engine-env", "a\n‹b\n›"})
    void otherTextStaysAsItIs(String message) {
        assertThat(CommandLineWords.in(message)).isEqualTo(message);
    }

    @Test
    void nestedBracketsHideNoReference() {
        assertThat(CommandLineWords.in("‹‹option ‹option xx›› ‹program›")).isEqualTo("‹‹option --xx› docker-machine");
    }

    @Test
    void wordsAreNotSearchedForReferences() {
        String message = "" + Reference.command("rm").with(Reference.program().toString());
        assertThat(CommandLineWords.in(message)).isEqualTo("docker-machine rm ‹program›");
    }

    @Test
    void aMessageWithoutReferencesIsReturnedItself() {
        String message = "x".repeat(3);
        assertThat(CommandLineWords.in(message)).isSameAs(message);
    }

    @Test
    void veryLongMessagesAreWorded() {
        String stray = "‹option ".repeat(300_000);
        assertThat(CommandLineWords.in(stray + "‹option xx›" + stray)).isEqualTo(stray + "--xx" + stray);
    }
}
