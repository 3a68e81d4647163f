package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two processes from serving the same cloud: the second would remove the hosts of the first as stale. */
final class CloudLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private CloudLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a cloud.
     *
     * @param folder the folder of locks, shared by all clouds of this computer
     * @param state the cloud's folder, shown to the second process
     */
    static CloudLock take(Path folder, String cloud, Path state) {
        Path file = folder.resolve("onemachine-" + cloud + ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new HypervisorException("The hosts of cloud " + cloud
                        + " are served by another process, with its state in "
                        + Files.readString(file).strip() + ". Stop that one first");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((state + "\n").getBytes(StandardCharsets.UTF_8)));
            return new CloudLock(file, channel);
        } catch (IOException e) {
            throw new HypervisorException("Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            throw new HypervisorException("Cannot release " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
