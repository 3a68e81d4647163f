package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobReader;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.GobWriter;
import io.onemachine.plugin.gob.TypedValue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The two gob streams of a connection. One thread may read; any thread may write. */
final class GobConnection {
    /** A header and the value that follows it. */
    record Message(CallHeader header, GobValue body) {}

    private final GobReader reader;
    private final GobWriter writer;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();

    GobConnection(InputStream in, OutputStream out, Map<String, GobType> registered, GobLimits limits) {
        this.reader = new GobReader(in, limits);
        this.out = new BufferedOutputStream(out);
        this.writer = new GobWriter(this.out, registered);
    }

    /** Reads the next message; empty when the other side has closed its stream. */
    Optional<Message> read() throws IOException {
        Optional<GobValue> header = reader.next();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        CallHeader read = CallHeader.read(header.get());
        GobValue body = reader.next().orElseThrow(() -> new GobException("the stream ends after the header of a call"));
        return Optional.of(new Message(read, body));
    }

    void write(TypedValue header, TypedValue body) throws IOException {
        writing.lock();
        try {
            writer.write(header);
            writer.write(body);
            out.flush();
        } finally {
            writing.unlock();
        }
    }
}
