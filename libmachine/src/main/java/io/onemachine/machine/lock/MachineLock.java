package io.onemachine.machine.lock;

import io.onemachine.machine.file.PrivateFiles;
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
 * Keeps apart what would change the same machine at the same time, in this process and in others of this program.
 *
 * <p>The file {@code .machines.lock} of the store is locked at one byte for each machine. It is empty and stays: a lock on a file that
 * comes and goes has moments in which two hold it. The system lets go of the lock when a process ends, however it ends. Who holds it
 * says so in the file {@code .busy} of the machine's folder, which is for people only.
 */
public final class MachineLock implements AutoCloseable {
    private static final String FILE = ".machines.lock";
    private static final Pattern NOTE_TEXT = Pattern.compile("(?<pid>[0-9]{1,18}) (?<command>[a-z-]{1,40})\n");
    private static final int LONGEST_NOTE = 64;

    /** Locks of the system are a process's: the threads of this one are kept apart by what it knows to hold. */
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
     * Who holds a lock.
     *
     * @param pid the process
     * @param command what it does, such as {@code regenerate-certs}
     */
    public record Holder(long pid, String command) {
        /** For people to read: {@code "docker-machine stop" (process 4711)}. */
        @Override
        public String toString() {
            return "\"docker-machine " + command + "\" (process " + pid + ")";
        }
    }

    /**
     * Takes a machine's lock if nobody has it.
     *
     * @param command what it is for
     * @return the lock; empty when somebody else has it
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
                // Who makes room by removing a machine must not be kept from it.
                return Optional.of(noop(store, name));
            }
            throw PrivateFiles.failed("lock", path, e);
        }
        MachineLock lock = new MachineLock(file, name, store.directory(name), command);
        lock.announce();
        return Optional.of(lock);
    }

    /** Something to close that keeps nobody out. */
    public static MachineLock noop(MachineStore store, String name) {
        return new MachineLock(null, name, store.directory(name), "");
    }

    /** Who has a machine's lock, as far as that can be told; not reliable unless somebody is known to have it. */
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
            return Optional.empty(); // it has just gone
        }
    }

    /** Says in the machine's folder who has the lock; for a folder that was not there when the lock was taken. */
    public void announce() {
        if (file == null || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path note = directory.resolve(MachineStore.LOCK_NOTE);
        try (FileChannel channel = PrivateFiles.open(note, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(processId() + " " + command + "\n"));
        } catch (IOException e) {
            // The lock holds without it.
        }
    }

    /** On Linux a link says it; the JDK's way, which works everywhere, sets up a good deal more. */
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
            // The next one that takes the lock writes its own.
        }
        file.unlock(name);
    }

    private static boolean isOutOfSpace(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    /** One file's locks that this process holds. Closing any channel on the file would drop them all, so there is one for all. */
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
                // This process has it, by another path to the same store.
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

        /** Where a machine's byte is: FNV-1a over its name. Two names that share one only wait for each other. */
        private static long position(String name) {
            long hash = 0xcbf29ce484222325L;
            for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            return hash & (Long.MAX_VALUE >> 1);
        }
    }
}
