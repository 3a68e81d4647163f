package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.file.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names under which OpenSSH's programs, {@code rsync} and {@code sshfs} find files, whatever the files' paths are.
 *
 * <p>Each of them takes some characters for something of its own: percent signs and <code>${</code> for what is to be replaced, quotes,
 * blanks, equals signs, commas. How they are escaped differs from version to version (<code>%%</code> in {@code UserKnownHostsFile} since
 * OpenSSH 8.4, a backslash in quotes since 8.7), and for some there is no way at all. So a path with anything but plain characters is not
 * escaped: the file gets a link in a folder of this process, whose path is plain.
 */
public final class PathAliases implements AutoCloseable {
    /** What {@code ssh} looks for beside a private key. */
    private static final List<String> BESIDE_A_KEY = List.of(".pub", "-cert.pub");

    private final Map<Path, Path> links = new LinkedHashMap<>();
    private @Nullable Path folder;

    /** Returns the file's own path where it is plain, else that of a link to the file. */
    public Path of(Path file) {
        return TemporaryFolders.isPlain(file) ? file : links.computeIfAbsent(file, this::link);
    }

    /** Returns the same for a private key, with the public key and the certificate beside it. */
    public Path ofKey(Path key) {
        if (TemporaryFolders.isPlain(key)) {
            return key;
        }
        boolean linked = links.containsKey(key);
        Path name = of(key);
        if (!linked) {
            for (String ending : BESIDE_A_KEY) {
                Path other = beside(key, ending);
                if (Files.exists(other)) {
                    createLink(beside(name, ending), other);
                }
            }
        }
        return name;
    }

    /** Returns what a program said, with the files' own paths where it names links. */
    String withOwnPaths(String said) {
        String text = said;
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            text = text.replace(link.getValue().toString(), link.getKey().toString());
        }
        return text;
    }

    /** Removes the links; the next name makes new ones. */
    @Override
    public void close() {
        Path closing = folder;
        folder = null;
        links.clear();
        if (closing != null) {
            PrivateFiles.deleteFolder(closing);
        }
    }

    private Path link(Path file) {
        Path present = folder;
        if (present == null) {
            present = TemporaryFolders.make();
            folder = present;
        }
        Path link = present.resolve(TemporaryFolders.LINK + links.size());
        createLink(link, file);
        return link;
    }

    private static void createLink(Path link, Path file) {
        try {
            Files.createSymbolicLink(link, file.toAbsolutePath());
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreException(
                    "Cannot make a link to " + file + " in " + link.getParent()
                            + ", which the ssh program needs for a path with such characters",
                    e);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
