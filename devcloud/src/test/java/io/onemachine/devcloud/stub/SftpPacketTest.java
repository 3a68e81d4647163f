package io.onemachine.devcloud.stub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SftpPacketTest {
    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SftpPacket.Answer(104, 7)
                .longNumber(1L << 40)
                .text("näme")
                .bytes(new byte[] {1, 2})
                .writeTo(new DataOutputStream(bytes));
        DataInputStream stream = stream(bytes.toByteArray());
        SftpPacket packet = SftpPacket.read(stream).orElseThrow();

        assertThat(packet.type()).isEqualTo(104);
        assertThat(packet.number()).isEqualTo(7);
        assertThat(packet.longNumber()).isEqualTo(1L << 40);
        assertThat(packet.text()).isEqualTo("näme");
        assertThat(packet.bytes().remaining()).isEqualTo(2);
        assertThat(SftpPacket.read(stream)).isEmpty();
    }

    @Test
    void whatIsNoPacketIsAnError() {
        assertThatThrownBy(() -> SftpPacket.read(stream("GET / HTTP/1.1".getBytes(UTF_8))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SftpPacket.read(stream(new byte[] {0, 0, 0, 0})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SftpPacket.read(stream(new byte[] {0, 0, 0, 9, 3})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> packet(3, 0, 0).number()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> packet(3, 0, 0, 0, 0).longNumber()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> packet(3, 0, 0, 0, 9, 'a').text()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> packet(3, 255, 255, 255, 255, 'a').text()).isInstanceOf(IOException.class);
    }

    private static SftpPacket packet(int... content) throws IOException {
        byte[] bytes = new byte[content.length + 4];
        bytes[3] = (byte) content.length;
        for (int i = 0; i < content.length; i++) {
            bytes[i + 4] = (byte) content[i];
        }
        return SftpPacket.read(stream(bytes)).orElseThrow();
    }

    private static DataInputStream stream(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
