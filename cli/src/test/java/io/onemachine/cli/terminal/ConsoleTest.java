package io.onemachine.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.OperationInterruptedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Console console(InputStream in) {
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new Console(in, stream, stream, false, false);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "y,YES",
        "Y,YES",
        "yes,YES",
        "' y ',YES",
        "n,NO",
        "maybe,NO",
        "oh yes,MALFORMED",
        "'y y',MALFORMED",
        "' ',EMPTY",
        "ÿ,NO"
    })
    void onlyWhatBeginsWithYIsAYes(String typed, Confirmation confirmation) {
        assertThat(console(text(typed + "\n")).ask("Sure?")).isEqualTo(confirmation);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Sure? (y/n): ");
    }

    @Test
    void theEndOfInputIsReportedAndAnUnfinishedLineIsAnAnswer() {
        assertThat(console(text("")).ask("?")).isEqualTo(Confirmation.END_OF_INPUT);
        assertThat(console(text("y")).ask("?")).isEqualTo(Confirmation.YES);
        assertThat(console(text("y\r\n")).ask("?")).isEqualTo(Confirmation.YES);
    }

    @Test
    void inputAfterTheAnswerStaysUnread() throws IOException {
        InputStream in = text("y\nrest");

        console(in).ask("?");

        assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rest");
    }

    @Test
    void anEndlessLineIsNotAYes() {
        assertThat(console(text("n".repeat(1_000_000))).ask("?")).isEqualTo(Confirmation.NO);
    }

    @Test
    void aQuestionEndsWhenItsThreadIsInterrupted() throws IOException, InterruptedException {
        try (PipedOutputStream nothing = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(nothing)) {
            FutureTask<Confirmation> asking = new FutureTask<>(() -> console(in).ask("?"));
            Thread thread = Thread.ofVirtual().start(asking);
            thread.interrupt();
            thread.join();
            assertThatThrownBy(asking::get).cause().isInstanceOf(OperationInterruptedException.class);
        }
    }

    @Test
    void controlCharactersAreReplaced() {
        assertThat(TerminalText.oneLine("a\u001b[1m\nb\tc\u0007\u009b")).isEqualTo("a?[1m b c??");
        assertThat(TerminalText.lines("a\n\tb\u001b\r")).isEqualTo("a\n\tb? ");
        assertThat(TerminalText.oneLine("plain é")).isEqualTo("plain é");
    }
}
