package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A cloud's folder serves one process at a time. The lock ends with the process, however that ends. */
public final class StateLock implements AutoCloseable {

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made when missing.
     *
     * @throws StartException when another process has it
     */
    public static StateLock take(Path stateDirectory) throws StartException {
        try {
            AtomicFile.makePrivateDirectory(stateDirectory);
            FileChannel channel = FileChannel.open(
                    stateDirectory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartException("A devcloud runs with " + stateDirectory + " already.");
            }
            return new StateLock(channel);
        } catch (IOException e) {
            throw new StartException("Cannot use the folder " + stateDirectory + ": " + e.getMessage(), e);
        }
    }

    /** Returns whether the folder is still this process's. */
    boolean isHeld() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock file could not be closed", e);
        }
    }
}
