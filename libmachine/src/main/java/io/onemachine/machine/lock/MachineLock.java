package io.onemachine.machine.lock;

import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Excludes concurrent changes of one machine, by threads of this process and by other processes of this program.
 *
 * <p>The store's file {@code .machines.lock} is locked at one byte for each machine. It is empty and is never removed: locking a file
 * that is removed and created again would leave moments with two holders. The system releases the lock when a process ends, however it
 * ends. The holder writes itself into the file {@code .busy} of the machine's folder, which is for people only.
 */
public final class MachineLock implements AutoCloseable {
    private static final String FILE = ".machines.lock";
    private static final Pattern NOTE_TEXT = Pattern.compile("(?<pid>[0-9]{1,18}) (?<command>[a-z-]{1,40})\n");
    private static final int LONGEST_NOTE = 64;

    /** Locks of the system are per process, so the threads of this process need a record of what it holds. */
    private static final Map<Path, LockFile> FILES = new ConcurrentHashMap<>();

    private final @Nullable LockFile file;
    private final String name;
    private final Path directory;
    private final String command;

    private MachineLock(@Nullable LockFile file, String name, Path directory, String command) {
        this.file = file;
        this.name = name;
        this.directory = directory;
        this.command = command;
    }

    /**
     * The holder of a lock.
     *
     * @param pid the process's id
     * @param command its command, such as {@code regenerate-certs}
     */
    public record Holder(long pid, String command) {
        /** Returns a text for messages: the command in quotation marks and the process, such as {@code "‹command stop›" (process 4711)}. */
        @Override
        public String toString() {
            return "\"" + Reference.command(command) + "\" (process " + pid + ")";
        }
    }

    /**
     * Takes a machine's lock if it is free.
     *
     * @param command the command that needs it
     * @return the lock; empty when another holds it
     * @throws io.onemachine.machine.error.StoreException when the store cannot be written
     */
    public static Optional<MachineLock> tryAcquire(MachineStore store, String name, String command) {
        PrivateFiles.createFolders(store.path());
        Path path = store.path().resolve(FILE);
        LockFile file = FILES.computeIfAbsent(path, LockFile::new);
        try {
            if (!file.tryLock(name)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            if (isOutOfSpace(e)) {
                // On a full disk, removing a machine must stay possible.
                return Optional.of(noop(store, name));
            }
            throw PrivateFiles.failed("lock", path, e);
        }
        MachineLock lock = new MachineLock(file, name, store.directory(name), command);
        lock.announce();
        return Optional.of(lock);
    }

    /** Returns a lock that excludes no one. */
    public static MachineLock noop(MachineStore store, String name) {
        return new MachineLock(null, name, store.directory(name), "");
    }

    /** Returns the holder of a machine's lock as far as it is known; reliable only when the lock is known to be held. */
    public static Optional<Holder> holder(MachineStore store, String name) {
        Path note = store.directory(name).resolve(MachineStore.LOCK_NOTE);
        try {
            if (!Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS) || Files.size(note) > LONGEST_NOTE) {
                return Optional.empty();
            }
            Matcher text = NOTE_TEXT.matcher(Files.readString(note, StandardCharsets.ISO_8859_1));
            return text.matches()
                    ? Optional.of(new Holder(Long.parseLong(text.group("pid")), text.group("command")))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has just been released
        }
    }

    /** Writes the holder into the machine's folder; for a folder that did not exist when the lock was taken. */
    public void announce() {
        if (file == null || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path note = directory.resolve(MachineStore.LOCK_NOTE);
        try (FileChannel channel = PrivateFiles.open(note, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(processId() + " " + command + "\n"));
        } catch (IOException e) {
            // The lock works without the note.
        }
    }

    /** Returns this process's id. On Linux a link has it, which is cheaper than the JDK's portable way. */
    private static String processId() {
        try {
            String id = Files.readSymbolicLink(Path.of("/proc/self")).toString();
            if (id.matches("[0-9]{1,18}")) {
                return id;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Another system.
        }
        return Long.toString(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(directory.resolve(MachineStore.LOCK_NOTE));
            }
        } catch (IOException e) {
            // The next holder overwrites it.
        }
        file.unlock(name);
    }

    private static boolean isOutOfSpace(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    /** The locks on one file that this process holds. Closing any channel on the file would drop them all, so they share one. */
    private static final class LockFile {
        private final Path path;
        private final Map<String, FileLock> held = new HashMap<>();
        private @Nullable FileChannel channel;

        LockFile(Path path) {
            this.path = path;
        }

        synchronized boolean tryLock(String name) throws IOException {
            if (held.containsKey(name)) {
                return false;
            }
            FileChannel open = channel;
            if (open == null) {
                open = PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = open;
            }
            FileLock lock = null;
            try {
                lock = open.tryLock(position(name), 1, false);
            } catch (OverlappingFileLockException e) {
                // This process holds it, by another path to the same store.
            } finally {
                if (lock == null) {
                    closeWhenUnused();
                } else {
                    held.put(name, lock);
                }
            }
            return lock != null;
        }

        synchronized void unlock(String name) {
            try {
                FileLock lock = held.remove(name);
                if (lock != null) {
                    lock.release();
                }
                closeWhenUnused();
            } catch (IOException e) {
                throw PrivateFiles.failed("unlock", path, e);
            }
        }

        private void closeWhenUnused() throws IOException {
            FileChannel open = channel;
            if (open != null && held.isEmpty()) {
                channel = null;
                open.close();
            }
        }

        /** Returns the position of a machine's byte: FNV-1a over its name. Two names with the same position only wait for each other. */
        private static long position(String name) {
            long hash = 0xcbf29ce484222325L;
            for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            return hash & (Long.MAX_VALUE >> 1);
        }
    }
}
