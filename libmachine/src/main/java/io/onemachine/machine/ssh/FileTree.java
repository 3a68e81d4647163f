package io.onemachine.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of this computer or of a host. Paths are texts in that system's form; a relative one begins in the user's
 * home folder on a host, in the working folder on this computer. Links are followed.
 */
public interface FileTree extends AutoCloseable {
    /** The kinds of files. */
    enum Kind {
        FILE,
        FOLDER,
        /** A device, a socket or a pipe. */
        OTHER
    }

    /**
     * What is known about a file.
     *
     * @param mode its permissions, the lowest nine bits of a Unix mode
     */
    record Facts(Kind kind, int mode) {}

    /** Returns a path's location, for messages: {@code user@192.0.2.7:/etc/hosts}. */
    String describe(String path);

    /** Returns the facts about a path's target; empty when there is none. */
    Optional<Facts> facts(String path) throws IOException;

    /** Returns the canonical path of a path's target. */
    String canonical(String path) throws IOException;

    /** Returns the paths that match a pattern, in alphabetical order; the path itself when it is not a pattern or nothing matches. */
    List<String> matching(String pattern) throws IOException;

    /** Returns the names in a folder, in alphabetical order. */
    List<String> list(String folder) throws IOException;

    /** Returns the path of a file in a folder. */
    String inside(String folder, String name) throws IOException;

    /** Returns the last name in a path; empty when it has none, as in {@code /} and {@code ..}. */
    String lastName(String path) throws IOException;

    InputStream read(String file) throws IOException;

    /**
     * Opens a file for writing from its beginning.
     *
     * @param mode the permissions of a new file, reduced by its system's umask; an existing file keeps its permissions
     */
    OutputStream write(String file, int mode) throws IOException;

    /** Creates a folder, with permissions as in {@link #write}. */
    void createFolder(String folder, int mode) throws IOException;

    @Override
    void close();
}
