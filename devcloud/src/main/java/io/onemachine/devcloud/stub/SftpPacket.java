package io.onemachine.devcloud.stub;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A packet of the SSH file transfer protocol, version 3.
 *
 * @param type what is asked for
 * @param content what follows the type
 */
record SftpPacket(int type, ByteBuffer content) {
    private static final int LARGEST = 1 << 18;

    /** The next packet; empty at the end of the stream. */
    static Optional<SftpPacket> read(DataInputStream stream) throws IOException {
        int length;
        try {
            length = stream.readInt();
        } catch (EOFException e) {
            return Optional.empty();
        }
        if (length < 1 || length > LARGEST) {
            throw new IOException("a packet of " + length + " bytes");
        }
        int type = stream.readUnsignedByte();
        byte[] content = new byte[length - 1];
        stream.readFully(content);
        return Optional.of(new SftpPacket(type, ByteBuffer.wrap(content)));
    }

    int number() throws IOException {
        try {
            return content.getInt();
        } catch (BufferUnderflowException e) {
            throw new IOException("a packet that is too short", e);
        }
    }

    long longNumber() throws IOException {
        try {
            return content.getLong();
        } catch (BufferUnderflowException e) {
            throw new IOException("a packet that is too short", e);
        }
    }

    ByteBuffer bytes() throws IOException {
        int length = number();
        if (length < 0 || length > content.remaining()) {
            throw new IOException("a text that is longer than its packet");
        }
        ByteBuffer bytes = content.slice(content.position(), length);
        content.position(content.position() + length);
        return bytes;
    }

    String text() throws IOException {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** Builds a packet that answers one. */
    static final class Answer {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Answer(int type, int number) {
            content.write(type);
            number(number);
        }

        Answer number(int number) {
            content.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            return this;
        }

        Answer longNumber(long number) {
            content.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return this;
        }

        Answer bytes(byte[] bytes) {
            number(bytes.length);
            content.writeBytes(bytes);
            return this;
        }

        Answer text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void writeTo(DataOutputStream stream) throws IOException {
            stream.writeInt(content.size());
            content.writeTo(stream);
            stream.flush();
        }
    }
}
