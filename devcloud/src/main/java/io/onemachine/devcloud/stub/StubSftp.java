package io.onemachine.devcloud.stub;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * SFTP, version 3, of a simulated host: its files can be read, written, listed, renamed and removed. Owners, permissions and times that a
 * client sends are not kept.
 */
final class StubSftp implements Command {
    private static final int VERSION = 3;

    /** Of one file; the disks of simulated hosts are folders of this computer. */
    private static final long LARGEST_FILE = 64L << 20;

    private static final int LONGEST_READ = 1 << 17;

    // Types of packets.
    private static final int INIT = 1;
    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int LSTAT = 7;
    private static final int FSTAT = 8;
    private static final int SETSTAT = 9;
    private static final int FSETSTAT = 10;
    private static final int OPENDIR = 11;
    private static final int READDIR = 12;
    private static final int REMOVE = 13;
    private static final int MKDIR = 14;
    private static final int RMDIR = 15;
    private static final int REALPATH = 16;
    private static final int STAT = 17;
    private static final int RENAME = 18;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRIBUTES = 105;

    // Status codes.
    private static final int OK = 0;
    private static final int END_OF_FILE = 1;
    private static final int NO_SUCH_FILE = 2;
    private static final int FAILURE = 4;
    private static final int UNSUPPORTED = 8;

    // What a file is opened for.
    private static final int FOR_WRITING = 0x02;
    private static final int APPENDING = 0x04;
    private static final int CREATING = 0x08;
    private static final int TRUNCATING = 0x10;
    private static final int EXCLUSIVE = 0x20;

    // Which attributes follow, and the modes of a folder and a file.
    private static final int WITH_SIZE_AND_MODE = 0x01 | 0x04;
    private static final int FOLDER_MODE = 0_040_755;
    private static final int FILE_MODE = 0_100_644;

    private final StubHost host;
    private final String home;
    private final Map<String, FileChannel> files = new HashMap<>();
    private final Map<String, Iterator<Path>> folders = new HashMap<>();
    private int handles;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Thread thread;

    /** @param home the folder in which paths begin that are not absolute */
    StubSftp(StubHost host, String home) {
        this.host = host;
        this.home = home;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        // Nothing is said there.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        thread = Thread.ofVirtual().name("sftp").start(this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        int code = 0;
        try {
            Files.createDirectories(host.files().resolve(home));
            serve(new DataInputStream(in), new DataOutputStream(out));
        } catch (IOException | RuntimeException e) {
            host.note("sftp: " + e);
            code = 1;
        } finally {
            closeAll();
            ExitCallback callback = exit;
            if (callback != null) {
                callback.onExit(code);
            }
        }
    }

    private void serve(DataInputStream requests, DataOutputStream answers) throws IOException {
        for (Optional<SftpPacket> next = SftpPacket.read(requests);
                next.isPresent();
                next = SftpPacket.read(requests)) {
            SftpPacket packet = next.get();
            if (packet.type() == INIT) {
                new SftpPacket.Answer(INIT + 1, VERSION).writeTo(answers);
            } else {
                answer(packet, packet.number()).writeTo(answers);
            }
        }
    }

    private SftpPacket.Answer answer(SftpPacket packet, int id) {
        try {
            return switch (packet.type()) {
                case OPEN -> open(id, packet);
                case CLOSE -> close(id, packet.text());
                case READ -> read(id, packet);
                case WRITE -> write(id, packet);
                case LSTAT, STAT -> attributes(id, path(packet));
                case FSTAT -> size(id, file(packet.text()).size());
                case SETSTAT, FSETSTAT -> status(id, OK, "");
                case OPENDIR -> openFolder(id, path(packet));
                case READDIR -> readFolder(id, packet.text());
                case REMOVE, RMDIR -> {
                    Files.delete(path(packet));
                    yield status(id, OK, "");
                }
                case MKDIR -> {
                    Files.createDirectory(path(packet));
                    yield status(id, OK, "");
                }
                case RENAME -> {
                    Files.move(path(packet), path(packet));
                    yield status(id, OK, "");
                }
                case REALPATH -> realPath(id, packet.text());
                default -> status(id, UNSUPPORTED, "not of a simulated host");
            };
        } catch (NoSuchFileException e) {
            return status(id, NO_SUCH_FILE, "No such file");
        } catch (FileAlreadyExistsException e) {
            return status(id, FAILURE, "File exists");
        } catch (IOException e) {
            return status(id, FAILURE, String.valueOf(e.getMessage()));
        }
    }

    private SftpPacket.Answer open(int id, SftpPacket packet) throws IOException {
        Path path = path(packet);
        int flags = packet.number();
        Set<OpenOption> options = new HashSet<>();
        if ((flags & FOR_WRITING) == 0) {
            options.add(StandardOpenOption.READ);
        } else {
            options.add(StandardOpenOption.WRITE);
            addIf(options, flags & APPENDING, StandardOpenOption.APPEND);
            addIf(options, flags & CREATING, StandardOpenOption.CREATE);
            addIf(options, flags & TRUNCATING, StandardOpenOption.TRUNCATE_EXISTING);
            addIf(options, flags & EXCLUSIVE, StandardOpenOption.CREATE_NEW);
        }
        if (Files.isDirectory(path)) {
            return status(id, FAILURE, "Is a directory");
        }
        FileChannel file = FileChannel.open(path, options);
        String handle = newHandle();
        files.put(handle, file);
        return new SftpPacket.Answer(HANDLE, id).text(handle);
    }

    private static void addIf(Set<OpenOption> options, int flag, OpenOption option) {
        if (flag != 0) {
            options.add(option);
        }
    }

    private SftpPacket.Answer close(int id, String handle) throws IOException {
        FileChannel file = files.remove(handle);
        if (file != null) {
            file.close();
        }
        folders.remove(handle);
        return status(id, OK, "");
    }

    private SftpPacket.Answer read(int id, SftpPacket packet) throws IOException {
        FileChannel file = file(packet.text());
        long from = packet.longNumber();
        ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(packet.number(), 0, LONGEST_READ));
        int count = file.read(buffer, from);
        return count < 0
                ? status(id, END_OF_FILE, "End of file")
                : new SftpPacket.Answer(DATA, id).bytes(Arrays.copyOf(buffer.array(), count));
    }

    private SftpPacket.Answer write(int id, SftpPacket packet) throws IOException {
        FileChannel file = file(packet.text());
        long to = packet.longNumber();
        ByteBuffer bytes = packet.bytes();
        if (to < 0 || to + bytes.remaining() > LARGEST_FILE) {
            return status(id, FAILURE, "a simulated host keeps no file above " + (LARGEST_FILE >> 20) + " MiB");
        }
        while (bytes.hasRemaining()) {
            to += file.write(bytes, to);
        }
        return status(id, OK, "");
    }

    private static SftpPacket.Answer attributes(int id, Path path) throws IOException {
        return withAttributes(new SftpPacket.Answer(ATTRIBUTES, id), path);
    }

    private static SftpPacket.Answer withAttributes(SftpPacket.Answer answer, Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return answer.number(WITH_SIZE_AND_MODE)
                .longNumber(attributes.size())
                .number(attributes.isDirectory() ? FOLDER_MODE : FILE_MODE);
    }

    private static SftpPacket.Answer size(int id, long size) {
        return new SftpPacket.Answer(ATTRIBUTES, id)
                .number(WITH_SIZE_AND_MODE)
                .longNumber(size)
                .number(FILE_MODE);
    }

    private SftpPacket.Answer openFolder(int id, Path path) throws IOException {
        List<Path> names = new ArrayList<>();
        try (Stream<Path> all = Files.list(path)) {
            all.sorted(Comparator.naturalOrder()).forEach(names::add);
        }
        String handle = newHandle();
        folders.put(handle, names.iterator());
        return new SftpPacket.Answer(HANDLE, id).text(handle);
    }

    private SftpPacket.Answer readFolder(int id, String handle) throws IOException {
        Iterator<Path> names = folders.get(handle);
        if (names == null) {
            throw new IOException("no such handle");
        }
        if (!names.hasNext()) {
            return status(id, END_OF_FILE, "End of folder");
        }
        Path next = names.next();
        String name = String.valueOf(next.getFileName());
        return withAttributes(
                new SftpPacket.Answer(NAME, id).number(1).text(name).text(name), next);
    }

    private SftpPacket.Answer realPath(int id, String path) {
        String absolute = Path.of(home).resolve(path).normalize().toString();
        return new SftpPacket.Answer(NAME, id)
                .number(1)
                .text(absolute)
                .text(absolute)
                .number(0);
    }

    private static SftpPacket.Answer status(int id, int code, String message) {
        return new SftpPacket.Answer(STATUS, id).number(code).text(message).text("");
    }

    private Path path(SftpPacket packet) throws IOException {
        return host.files().resolve(Path.of(home).resolve(packet.text()).toString());
    }

    private FileChannel file(String handle) throws IOException {
        FileChannel file = files.get(handle);
        if (file == null) {
            throw new IOException("no such handle");
        }
        return file;
    }

    private String newHandle() {
        return Integer.toString(handles++);
    }

    private void closeAll() {
        for (FileChannel file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                host.note("sftp: " + e.getMessage());
            }
        }
    }
}
