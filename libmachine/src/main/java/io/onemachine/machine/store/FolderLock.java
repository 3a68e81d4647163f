package io.onemachine.machine.store;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a folder of the store, held against other threads and other processes of this program.
 *
 * <p>It is a lock on the file {@code .lock} in that folder. The file is removed on release, so a store looks as the Go
 * program leaves it; a process that was killed leaves the file and no lock.
 */
public final class FolderLock implements AutoCloseable {
    private static final int LONGEST = 1 << 20;

    /** Locks of the operating system are per process: threads need one of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock thread;
    private final FileChannel channel;

    private FolderLock(Path file, ReentrantLock thread, FileChannel channel) {
        this.file = file;
        this.thread = thread;
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds the folder's lock. Not reentrant.
     *
     * @throws OperationInterruptedException when the thread is interrupted meanwhile
     * @throws StoreException when the folder cannot be written
     */
    public static FolderLock acquire(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve(".lock");
        ReentrantLock thread = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
        try {
            thread.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the lock of " + folder);
        }
        try {
            return new FolderLock(file, thread, lockedFile(file));
        } catch (FileLockInterruptionException e) {
            thread.unlock();
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the lock of " + folder);
        } catch (IOException e) {
            thread.unlock();
            throw PrivateFiles.failed("lock", file, e);
        } catch (RuntimeException e) {
            thread.unlock();
            throw e;
        }
    }

    private static FileChannel lockedFile(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean ours = false;
            try {
                FileLock lock = channel.lock();
                ours = lock.isValid() && hasName(channel, file);
                if (ours) {
                    return channel;
                }
            } finally {
                if (!ours) {
                    channel.close();
                }
            }
        }
    }

    /**
     * Whether the locked file is still the one in the folder: whoever held the lock until now has removed it, and a lock
     * on a file without a name keeps nobody out.
     *
     * <p>Java does not tell which file a channel is open on, and opening the name a second time would drop the lock
     * (that is how POSIX locks are). So the holder gives its file a length nobody else's has and looks by name.
     */
    private static boolean hasName(FileChannel channel, Path file) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[1]), ThreadLocalRandom.current().nextInt(LONGEST));
        try {
            return Files.size(file) == channel.size();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            throw PrivateFiles.failed("unlock", file, e);
        } finally {
            thread.unlock();
        }
    }
}
