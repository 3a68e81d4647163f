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
 * Aliases for paths that OpenSSH's programs, {@code rsync} and {@code sshfs} cannot take as they are.
 *
 * <p>Each program interprets some characters: percent signs and <code>${</code> for substitutions, quotes, spaces, equals signs, commas.
 * Their escapes differ between versions (<code>%%</code> in {@code UserKnownHostsFile} since OpenSSH 8.4, a backslash in quotes since
 * 8.7), and some characters have none. So a path with special characters is not escaped: the file gets a link with a plain path in a
 * folder of this process.
 */
public final class PathAliases implements AutoCloseable {
    /** The endings of files that {@code ssh} looks for beside a private key. */
    private static final List<String> BESIDE_A_KEY = List.of(".pub", "-cert.pub");

    private final Map<Path, Path> links = new LinkedHashMap<>();
    private @Nullable Path folder;

    /** Returns the file's own path where it is plain, else that of a link to it. */
    public Path of(Path file) {
        return TemporaryFolders.isPlain(file) ? file : links.computeIfAbsent(file, this::link);
    }

    /** Returns the same for a private key, with links to the public key and the certificate beside it. */
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

    /** Returns a program's output with the files' own paths in place of links. */
    String withOwnPaths(String said) {
        String text = said;
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            text = text.replace(link.getValue().toString(), link.getKey().toString());
        }
        return text;
    }

    /** Removes the links; later calls create new ones. */
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
            present = TemporaryFolders.create();
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
                    "Cannot create a link to " + file + " in " + link.getParent()
                            + ", which the ssh program needs for a path with such characters",
                    e);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
