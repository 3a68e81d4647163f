package io.onemachine.machine.transfer;

import io.onemachine.machine.error.CopyException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.ssh.FileTree;
import io.onemachine.machine.ssh.FileTree.Facts;
import io.onemachine.machine.ssh.FileTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Copies files from one tree to another as {@code scp} does: into the destination when that is a folder, else under its
 * name. Links are followed. Files that cannot be copied are reported at the end; the rest is copied.
 */
final class RecursiveCopy {
    private static final int BUFFER = 256 * 1024;

    /** A new folder must be writable for its owner, so that its content can be copied. */
    private static final int OWNER_ALL = 0700;

    private final FileTree from;
    private final FileTree to;
    private final boolean recursive;
    private final boolean sameTree;
    private final List<String> problems = new ArrayList<>();

    /** The folders being copied, each within the one before it. */
    private final Deque<String> within = new ArrayDeque<>();

    /**
     * @param recursive whether folders are copied
     * @param sameTree whether both trees are the same, so that a file must not be copied onto itself
     */
    RecursiveCopy(FileTree from, FileTree to, boolean recursive, boolean sameTree) {
        this.from = from;
        this.to = to;
        this.recursive = recursive;
        this.sameTree = sameTree;
    }

    /** @throws CopyException lists everything that could not be copied */
    void copy(String source, String destination) {
        try {
            List<String> sources = from.matching(source);
            boolean intoFolder = isFolder(to.facts(destination));
            if (!intoFolder && sources.size() > 1) {
                throw new IOException(to.describe(destination) + ": no such folder");
            }
            for (String path : sources) {
                String name = from.lastName(path);
                copyOne(path, intoFolder && !name.isEmpty() ? to.inside(destination, name) : destination);
            }
        } catch (IOException e) {
            problems.add(said(e));
        }
        if (!problems.isEmpty()) {
            throw new CopyException(problems);
        }
    }

    private void copyOne(String source, String destination) {
        try {
            Optional<Facts> facts = from.facts(source);
            if (facts.isEmpty()) {
                throw new NoSuchFileException(from.describe(source), null, "no such file or folder");
            }
            switch (facts.get().kind()) {
                case FILE -> copyFile(source, destination, facts.get().mode());
                case FOLDER -> copyFolder(source, destination, facts.get().mode());
                case OTHER -> throw new IOException(from.describe(source) + ": neither a file nor a folder");
            }
        } catch (IOException e) {
            problems.add(said(e));
        }
    }

    private void copyFolder(String source, String destination, int mode) throws IOException {
        if (!recursive) {
            throw new IOException(from.describe(source) + ": is a folder; copy it with -r");
        }
        String canonical = from.canonical(source);
        if (within.contains(canonical)) {
            throw new IOException(from.describe(source) + ": leads back to a folder that it is in");
        }
        List<String> names = from.list(source); // before a destination within it is created
        Optional<Facts> there = to.facts(destination);
        if (there.isEmpty()) {
            to.createFolder(destination, mode | OWNER_ALL);
        } else if (there.get().kind() != Kind.FOLDER) {
            throw new IOException(to.describe(destination) + ": is not a folder");
        }
        within.addLast(canonical);
        for (String name : names) {
            copyOne(from.inside(source, name), to.inside(destination, name));
        }
        within.removeLast();
    }

    private void copyFile(String source, String destination, int mode) throws IOException {
        Optional<Facts> there = to.facts(destination);
        if (isFolder(there)) {
            throw new IOException(to.describe(destination) + ": is a folder");
        }
        if (destination.endsWith("/")) {
            throw new IOException(to.describe(destination) + ": no such folder");
        }
        if (sameTree && there.isPresent() && from.canonical(source).equals(to.canonical(destination))) {
            throw new IOException(from.describe(source) + " and " + to.describe(destination) + " are the same file");
        }
        try (InputStream input = from.read(source);
                OutputStream output = to.write(destination, mode)) {
            byte[] buffer = new byte[BUFFER];
            int count = input.read(buffer);
            while (count >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new OperationInterruptedException("copying " + from.describe(source));
                }
                output.write(buffer, 0, count);
                count = input.read(buffer);
            }
        }
    }

    private static boolean isFolder(Optional<Facts> facts) {
        return facts.filter(there -> there.kind() == Kind.FOLDER).isPresent();
    }

    private static String said(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
