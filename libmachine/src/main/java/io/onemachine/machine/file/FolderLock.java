package io.onemachine.machine.file;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a folder of the store, for threads and for processes of this program.
 *
 * <p>It locks the file {@code .lock} in that folder. The file is removed on release, so a store looks as the Go
 * program leaves it; a process that is killed leaves the file but no lock.
 */
public final class FolderLock implements AutoCloseable {
    private static final int LONGEST = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Object GONE = new Object();

    /** Locks of the operating system are per process, so threads need one of their own. */
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
     * Waits until no other thread or process holds the folder's lock. Not reentrant. Work under the lock takes seconds; a holder that
     * needs more than two minutes was stopped, or hangs.
     *
     * @throws OperationInterruptedException when the thread is interrupted meanwhile
     * @throws StoreException when the folder cannot be written, or the time is up
     */
    public static FolderLock acquire(Path folder) {
        return acquire(folder, LIMIT, Sleeper.system());
    }

    static FolderLock acquire(Path folder, Duration limit, Sleeper sleeper) {
        Path file = folder.toAbsolutePath().normalize().resolve(".lock");
        ReentrantLock thread = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
        String waiting = "waiting for the lock of " + folder;
        return Polling.upTo(limit, sleeper)
                .until(waiting, () -> tryAcquire(file, thread))
                .orElseThrow(() -> new StoreException(
                        "Another " + Reference.program() + " holds " + file + " for more than " + limit.toSeconds()
                                + " s",
                        "Is one stopped, or waiting for a disk? The lock is released when that process ends.",
                        null));
    }

    private static Optional<FolderLock> tryAcquire(Path file, ReentrantLock thread) {
        if (thread.isHeldByCurrentThread() || !thread.tryLock()) {
            return Optional.empty();
        }
        boolean ours = false;
        try {
            Optional<FolderLock> lock = lockedFile(file).map(channel -> new FolderLock(file, thread, channel));
            ours = lock.isPresent();
            return lock;
        } catch (IOException e) {
            throw PrivateFiles.failed("lock", file, e);
        } finally {
            if (!ours) {
                thread.unlock();
            }
        }
    }

    /**
     * Returns the locked file; empty when another process holds it, or its last holder removed it meanwhile: a lock on a deleted file
     * excludes no one.
     */
    private static Optional<FileChannel> lockedFile(Path file) throws IOException {
        FileChannel channel = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            Object opened = key(file);
            FileLock lock = channel.tryLock();
            ours = lock != null && !opened.equals(GONE) && opened.equals(key(file)) && hasLengthOf(channel, file);
            return ours ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    /**
     * Returns a key that tells a file from an earlier one of the same name. While this process has the file open, no other file gets the
     * same key. If it is the same right after opening and once the lock is held, it is the opened file, unless that was deleted between
     * opening and the first check. {@link #hasLengthOf} covers that moment.
     */
    private static Object key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return key == null ? file : key; // a system without keys: the length must suffice
        } catch (NoSuchFileException e) {
            return GONE;
        }
    }

    /**
     * Returns whether the open file seems to be the one of that name. Java does not say which file a channel has open, and opening the
     * name again would drop the POSIX lock. So the holder gives its file a length that hardly another one has, and looks up the length by
     * name.
     */
    private static boolean hasLengthOf(FileChannel channel, Path file) throws IOException {
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
