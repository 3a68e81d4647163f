package io.onemachine.machine.ssh.builtin;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.onemachine.machine.ssh.FileTree;
import io.onemachine.machine.ssh.GlobPattern;
import io.onemachine.machine.ssh.SshTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host's files over SFTP. */
final class SftpFiles implements FileTree {
    private static final int PERMISSIONS = 0777;
    private static final int READ_BY_ALL = 0444;
    private static final int EXECUTE_BY_ALL = 0111;

    private final ChannelSftp channel;
    private final SshTarget target;

    SftpFiles(ChannelSftp channel, SshTarget target) {
        this.channel = channel;
        this.target = target;
    }

    @Override
    public String describe(String path) {
        String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
        return target.user() + "@" + host + ":" + path;
    }

    @Override
    public Optional<Facts> facts(String path) throws IOException {
        try {
            SftpATTRS attributes = channel.stat(plain(path));
            Kind kind = attributes.isDir() ? Kind.FOLDER : attributes.isReg() ? Kind.FILE : Kind.OTHER;
            return Optional.of(new Facts(kind, attributes.getPermissions() & PERMISSIONS));
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw failure(path, e);
        }
    }

    @Override
    public String canonical(String path) throws IOException {
        try {
            return channel.realpath(home(path));
        } catch (SftpException e) {
            throw failure(path, e);
        }
    }

    /** Expands a pattern as a shell and {@code scp} do: a file of exactly this name has precedence over matches. */
    @Override
    public List<String> matching(String pattern) throws IOException {
        if (!GlobPattern.isPattern(pattern) || facts(pattern).isPresent()) {
            return List.of(pattern);
        }
        List<String> found = new GlobPattern(pattern).expand(this);
        return found.isEmpty() ? List.of(GlobPattern.unescaped(pattern)) : found;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            channel.ls(plain(folder), entry -> {
                String name = entry.getFilename();
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
                return ChannelSftp.LsEntrySelector.CONTINUE;
            });
        } catch (SftpException e) {
            throw failure(folder, e);
        }
        names.sort(null);
        return names;
    }

    @Override
    public String inside(String folder, String name) {
        return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    @Override
    public String lastName(String path) {
        String trimmed = path;
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return name.equals(".") || name.equals("..") || name.equals("~") ? "" : name;
    }

    @Override
    public InputStream read(String file) throws IOException {
        try {
            return channel.get(plain(file));
        } catch (SftpException e) {
            throw failure(file, e);
        }
    }

    @Override
    public OutputStream write(String file, int mode) throws IOException {
        boolean isNew = facts(file).isEmpty();
        try {
            OutputStream stream = channel.put(plain(file), ChannelSftp.OVERWRITE);
            if (isNew) {
                settle(file, mode);
            }
            return stream;
        } catch (SftpException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void createFolder(String folder, int mode) throws IOException {
        try {
            channel.mkdir(home(folder));
            settle(folder, mode);
        } catch (SftpException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void close() {
        channel.disconnect();
    }

    /**
     * Sets a new file's permissions. The host's umask shows in the permissions that the file got: it was created without the right to
     * execute, so those bits follow the right to read.
     */
    private void settle(String path, int mode) throws SftpException {
        int given = channel.stat(plain(path)).getPermissions() & PERMISSIONS;
        int wanted = (given & mode) | (mode & EXECUTE_BY_ALL & ((given & READ_BY_ALL) >> 2));
        if (wanted != given) {
            channel.chmod(wanted, plain(path));
        }
    }

    /** Returns a path escaped for the channel, which otherwise takes some characters for patterns. */
    private static String plain(String path) {
        return home(path).replaceAll("([\\\\*?])", "\\\\$1");
    }

    /** Returns a path relative to the home folder, with a shell's {@code ~} supported. */
    private static String home(String path) {
        if (path.isEmpty() || path.equals("~")) {
            return ".";
        }
        return path.startsWith("~/") ? path.substring(2).replaceFirst("^/+", "") : path;
    }

    private IOException failure(String path, SftpException cause) {
        String place = describe(path);
        return switch (cause.id) {
            case ChannelSftp.SSH_FX_NO_SUCH_FILE -> {
                IOException missing = new NoSuchFileException(place, null, "no such file or folder");
                missing.initCause(cause);
                yield missing;
            }
            case ChannelSftp.SSH_FX_PERMISSION_DENIED -> new IOException(place + ": permission denied", cause);
            default -> new IOException(place + ": " + said(cause), cause);
        };
    }

    private static String said(SftpException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "the host refused" : message;
    }
}
