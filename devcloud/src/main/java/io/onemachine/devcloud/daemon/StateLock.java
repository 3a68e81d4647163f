package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reserves a cloud's folder for one process. The lock ends with the process, however it ends. */
public final class StateLock implements AutoCloseable {

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder, which is created when missing.
     *
     * @throws StartException when another process holds the lock
     */
    public static StateLock take(Path stateDirectory) throws StartException {
        try {
            AtomicFile.createPrivateDirectory(stateDirectory);
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

    /** Returns whether this process still holds the lock. */
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
