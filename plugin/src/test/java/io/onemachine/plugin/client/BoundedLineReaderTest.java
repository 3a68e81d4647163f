package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BoundedLineReaderTest {
    @Test
    void linesEndAtLineFeedsOrWithTheOutput() throws IOException {
        assertThat(lines("one\ntwo\r\n\nlast", 1000)).containsExactly("one", "two", "", "last");
        assertThat(lines("", 1000)).isEmpty();
        assertThat(lines("\n", 1000)).containsExactly("");
    }

    @Test
    void invalidUtf8IsReplaced() throws IOException {
        BoundedLineReader lines =
                new BoundedLineReader(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, '\n'}), 1000);
        assertThat(lines.next()).contains("a\ufffd");
    }

    @Test
    void aLongLineIsCutAndTheNextOneIsWhole() throws IOException {
        String longLine = "x".repeat(BoundedLineReader.MAX_LINE + 5);
        assertThat(lines(longLine + "\nnext\n", 1 << 20))
                .containsExactly("x".repeat(BoundedLineReader.MAX_LINE) + " [...]", "next");
    }

    @Test
    void moreThanTheLimitIsAFlood() throws IOException {
        assertThat(lines("x".repeat(9) + "\n", 10)).hasSize(1);
        assertThatThrownBy(() -> lines("x".repeat(2 << 20), 1 << 20))
                .isInstanceOf(BoundedLineReader.FloodException.class)
                .hasMessage("has printed more than 1 MiB");
        assertThatThrownBy(() -> lines("\n".repeat(2 << 20), 1 << 20))
                .isInstanceOf(BoundedLineReader.FloodException.class);
    }

    private static List<String> lines(String output, long limit) throws IOException {
        BoundedLineReader lines =
                new BoundedLineReader(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)), limit);
        List<String> all = new ArrayList<>();
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            all.add(line.get());
            line = lines.next();
        }
        return all;
    }
}
