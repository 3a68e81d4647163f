package io.onemachine.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Files of this computer or of a host. Paths are texts as that system writes them; one that is not absolute begins in the
 * user's home folder on a host, in the working folder here. Links are followed.
 */
public interface FileTree extends AutoCloseable {
    /** What a path can lead to. */
    enum Kind {
        FILE,
        FOLDER,
        /** A device, a socket, a pipe. */
        OTHER
    }

    /**
     * What is known of a file.
     *
     * @param mode its permissions, the lowest nine bits of a Unix mode
     */
    record Facts(Kind kind, int mode) {}

    /** Returns where to find it, for messages: {@code user@192.0.2.7:/etc/hosts}. */
    String describe(String path);

    /** Returns what a path leads to; empty when to nothing. */
    Optional<Facts> look(String path) throws IOException;

    /** Returns the one name of what a path leads to, however it is written. */
    String canonical(String path) throws IOException;

    /** Returns the paths a pattern stands for, in alphabetical order; the path itself when it is no pattern or fits nothing. */
    List<String> matching(String pattern) throws IOException;

    /** Returns the names in a folder, in alphabetical order. */
    List<String> list(String folder) throws IOException;

    /** Returns the path of a file in a folder. */
    String inside(String folder, String name) throws IOException;

    /** Returns the last name in a path; empty when it has none, as {@code /} and {@code ..}. */
    String lastName(String path) throws IOException;

    InputStream read(String file) throws IOException;

    /**
     * Opens a file to be written from its beginning.
     *
     * @param mode the permissions of a new one, less what its system takes away from new files; one that is there keeps
     *     its own
     */
    OutputStream write(String file, int mode) throws IOException;

    /** Makes a folder, with permissions as {@link #write} gives them. */
    void makeFolder(String folder, int mode) throws IOException;

    @Override
    void close();
}
