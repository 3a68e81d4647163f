package io.onemachine.machine.context;

import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.FolderLock;
import io.onemachine.machine.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The contexts in the folder of the docker client's configuration: {@code contexts/meta/ID/meta.json} and
 * {@code contexts/tls/ID/docker/{ca,cert,key}.pem}, where ID is the SHA-256 of the name.
 *
 * <p>Docker takes no lock and reads {@code meta} recursively, and one damaged file makes {@code docker context ls} fail for all. So
 * everything is written in a folder of this program beside {@code meta} and then renamed; a context's TLS files exist before its
 * meta.json and are removed after it. The commands of this program take a lock of their own. A killed command leaves TLS files without a
 * context at most, which docker ignores and the next command replaces.
 */
public final class ContextStore {
    private static final String DOCKER = "docker";
    private static final String META_FILE = "meta.json";
    private static final String WORK = ".onemachine-";
    private static final Pattern WORK_FOLDER = Pattern.compile("\\.onemachine-[0-9a-f-]{36}");
    private static final long LARGEST_META = 1 << 20;
    private static final String CA = "ca.pem";
    private static final String CERTIFICATE = "cert.pem";
    private static final String KEY = "key.pem";

    private final Path folder;
    private final ContextFiles files;
    private final DockerConfigFile configFile;

    /** @param folder the folder of the docker client's configuration, which need not exist */
    public ContextStore(Path folder) {
        this(folder, () -> {});
    }

    /** @param beforeEachChange is called before each change of a file; for tests */
    ContextStore(Path folder, Runnable beforeEachChange) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = new ContextFiles(beforeEachChange);
        this.configFile = new DockerConfigFile(this.folder, files);
    }

    /** Returns the folder of the docker client's configuration. */
    public Path folder() {
        return folder;
    }

    /** Returns the contexts that can be read, by name; others are left out. */
    public List<StoredContext> list() {
        List<StoredContext> contexts = new ArrayList<>();
        try (Stream<Path> entries = Files.list(meta())) {
            for (Path entry : entries.toList()) {
                read(String.valueOf(entry.getFileName()))
                        .map(ContextStore::stored)
                        .ifPresent(contexts::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw failed("list the docker contexts in " + meta(), e);
        }
        contexts.sort(Comparator.comparing(StoredContext::name));
        return contexts;
    }

    /** Returns the contexts of a machine. */
    public List<StoredContext> of(ContextOwner owner) {
        return list().stream().filter(context -> context.isOf(owner)).toList();
    }

    /**
     * Returns the context that docker uses where neither an option nor a variable names one; empty for its own default.
     *
     * @throws ContextException when docker's config.json cannot be read
     */
    public Optional<String> current() {
        try {
            return configFile.current();
        } catch (IOException e) {
            throw failed("read the docker client's configuration in " + folder, e);
        }
    }

    /**
     * Verifies that a machine can have a context of this name.
     *
     * @throws ContextExistsException when there is one that is not the machine's
     */
    public void requireFree(String name, ContextOwner owner) {
        requireOwner(name, owner);
    }

    /**
     * Writes a machine's context. What others have changed in an existing one stays, except the engine.
     *
     * @param replace whether to overwrite a context that is not the machine's
     * @throws ContextExistsException when there is one that is not the machine's; without {@code replace} only
     * @throws ContextException when it cannot be written
     */
    public void write(String name, ContextOwner owner, ContextEndpoint endpoint, boolean replace) {
        ContextName.requireValid(name);
        change("write the docker context \"" + name + "\"", work -> {
            if (!replace) {
                requireOwner(name, owner);
            }
            Optional<ContextMetadata> own =
                    read(id(name)).filter(metadata -> stored(metadata).isOf(owner));
            writeTls(name, endpoint.tls(), own.isPresent(), work);
            ContextMetadata metadata = own.orElseGet(() -> ContextMetadata.of(name));
            writeMeta(metadata.with(owner, endpoint.host()), work);
        });
    }

    /**
     * Replaces the TLS files of a machine's context.
     *
     * @throws ContextException when they cannot be written
     */
    public void writeTls(StoredContext context, ContextEndpoint.Tls tls) {
        change(
                "write the TLS files of the docker context \"" + context.name() + "\"",
                work -> writeTls(context.name(), tls, true, work));
    }

    /**
     * Removes a machine's context. Where it is the one that docker uses, docker's own default is used from then on: docker fails with a
     * context that is missing.
     *
     * @return whether it was the one that docker uses
     * @throws ContextException when it cannot be removed
     */
    public boolean remove(StoredContext context) {
        boolean[] wasCurrent = {false};
        change("remove the docker context \"" + context.name() + "\"", work -> {
            wasCurrent[0] = isCurrent(context.name());
            if (wasCurrent[0]) {
                configFile.setCurrent(null);
            }
            removeFiles(context.name(), work);
        });
        return wasCurrent[0];
    }

    /**
     * Gives a context to a machine of another name, and renames it. Where it is the one that docker uses, docker uses it under its new
     * name.
     *
     * @throws ContextExistsException when there is a context of the new name that is not the machine's
     * @throws ContextException when it cannot be written
     */
    public void rename(StoredContext context, String newName, ContextOwner newOwner) {
        ContextName.requireValid(newName);
        change("rename the docker context \"" + context.name() + "\"", work -> {
            ContextMetadata metadata =
                    read(id(context.name())).orElseThrow(() -> new IOException("it was removed meanwhile"));
            if (newName.equals(context.name())) {
                writeMeta(metadata.withOwner(newOwner), work);
                return;
            }
            requireOwner(newName, newOwner);
            writeTls(newName, readTls(context.name()), false, work);
            writeMeta(metadata.named(newName).withOwner(newOwner), work);
            if (isCurrent(context.name())) {
                configFile.setCurrent(newName);
            }
            removeFiles(context.name(), work);
        });
    }

    /**
     * Sets the context that docker uses where neither an option nor a variable names one.
     *
     * @throws ContextException when docker's config.json cannot be used
     */
    public void use(String name) {
        change("set the docker client's current context", work -> configFile.setCurrent(name));
    }

    private boolean isCurrent(String name) throws IOException {
        return configFile.current().filter(name::equals).isPresent();
    }

    private void writeMeta(ContextMetadata metadata, Path work) throws IOException {
        files.createOpenFolder(meta());
        Path target = meta().resolve(id(metadata.name()));
        Path file = target.resolve(META_FILE);
        if (holds(file, metadata.text())) {
            return;
        }
        Path created = work.resolve("meta");
        files.createOpenFolder(created);
        files.writeOpen(created.resolve(META_FILE), metadata.text());
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            files.move(created.resolve(META_FILE), file);
        } else {
            files.moveIfPresent(target, work.resolve("link"));
            files.move(created, target);
        }
    }

    /** @param own whether the files there are the context's own; others are replaced as a whole */
    private void writeTls(String name, ContextEndpoint.Tls tls, boolean own, Path work) throws IOException {
        files.createClosedFolder(tls());
        Path target = tls().resolve(id(name));
        Path docker = target.resolve(DOCKER);
        if (own && Files.isDirectory(docker, LinkOption.NOFOLLOW_LINKS)) {
            // The key last: a client that reads in between has a new certificate and the old key, and fails.
            replace(docker.resolve(CA), tls.ca(), work);
            replace(docker.resolve(CERTIFICATE), tls.certificate(), work);
            replace(docker.resolve(KEY), tls.key(), work);
            return;
        }
        Path created = work.resolve("tls");
        files.createClosedFolder(created);
        files.createClosedFolder(created.resolve(DOCKER));
        files.writeClosed(created.resolve(DOCKER).resolve(CA), tls.ca());
        files.writeClosed(created.resolve(DOCKER).resolve(CERTIFICATE), tls.certificate());
        files.writeClosed(created.resolve(DOCKER).resolve(KEY), tls.key());
        files.moveIfPresent(target, work.resolve("old-tls"));
        files.move(created, target);
    }

    private void replace(Path file, String content, Path work) throws IOException {
        if (!holds(file, content)) {
            Path written = work.resolve(String.valueOf(file.getFileName()));
            files.writeClosed(written, content);
            files.move(written, file);
        }
    }

    private static boolean holds(Path file, String content) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(Files.readAllBytes(file), content.getBytes(StandardCharsets.UTF_8));
    }

    private ContextEndpoint.Tls readTls(String name) throws IOException {
        Path docker = tls().resolve(id(name)).resolve(DOCKER);
        return new ContextEndpoint.Tls(
                Files.readString(docker.resolve(CA)),
                Files.readString(docker.resolve(CERTIFICATE)),
                Files.readString(docker.resolve(KEY)));
    }

    private void removeFiles(String name, Path work) throws IOException {
        files.moveIfPresent(meta().resolve(id(name)), work.resolve("removed-meta"));
        files.moveIfPresent(tls().resolve(id(name)), work.resolve("removed-tls"));
    }

    private void requireOwner(String name, ContextOwner owner) {
        Path entry = meta().resolve(id(name));
        if (!Files.exists(entry.resolve(META_FILE), LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(entry)) {
            return;
        }
        Optional<StoredContext> present = read(id(name)).map(ContextStore::stored);
        if (present.filter(context -> context.isOf(owner)).isEmpty()) {
            Optional<ContextOwner> other = present.flatMap(StoredContext::owner);
            throw new ContextExistsException(
                    name,
                    other.map(machine -> machine.store().equals(owner.store())
                                    ? "belongs to machine \"" + machine.machine() + "\""
                                    : "belongs to a machine \"" + machine.machine() + "\" of another store")
                            .orElse("was not created for a machine"));
        }
    }

    /** Returns the content of a context; empty when there is none, or one that docker does not read under this id. */
    private Optional<ContextMetadata> read(String id) {
        Path entry = meta().resolve(id);
        Path file = entry.resolve(META_FILE);
        try {
            if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) > LARGEST_META) {
                return Optional.empty();
            }
            return ContextMetadata.parse(Files.readString(file))
                    .filter(metadata -> id(metadata.name()).equals(id));
        } catch (IOException e) {
            return Optional.empty(); // it was removed meanwhile, or is not a text
        }
    }

    private static StoredContext stored(ContextMetadata metadata) {
        return new StoredContext(metadata.name(), metadata.host(), metadata.owner());
    }

    /** A change of files, in a folder for those that are not complete. */
    @FunctionalInterface
    private interface Change {
        void make(Path work) throws IOException;
    }

    private void change(String what, Change change) {
        try {
            PrivateFiles.createFolders(folder);
            files.createOpenFolder(contexts());
            try (FolderLock _ = FolderLock.acquire(contexts())) {
                sweep();
                Path work = contexts().resolve(WORK + PrivateFiles.uniqueText());
                files.createClosedFolder(work);
                try {
                    change.make(work);
                } catch (IOException | ContextException | StoreException e) {
                    PrivateFiles.deleteFolder(work);
                    throw e;
                }
                files.delete(work);
            }
        } catch (IOException | StoreException e) {
            throw failed(what, e);
        }
    }

    /** Removes what killed commands left. */
    private void sweep() throws IOException {
        try (Stream<Path> entries = Files.list(contexts())) {
            for (Path entry : entries.toList()) {
                if (WORK_FOLDER.matcher(String.valueOf(entry.getFileName())).matches()) {
                    files.delete(entry);
                }
            }
        }
    }

    private Path contexts() {
        return folder.resolve("contexts");
    }

    private Path meta() {
        return contexts().resolve("meta");
    }

    private Path tls() {
        return contexts().resolve("tls");
    }

    private static String id(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static ContextException failed(String what, Exception e) {
        Throwable cause =
                e instanceof UncheckedIOException unchecked && unchecked.getCause() != null ? unchecked.getCause() : e;
        return new ContextException("Cannot " + what + ": " + reason(cause), null, e);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof FileSystemException file) {
            String why = cause instanceof AccessDeniedException ? "Permission denied" : file.getReason();
            return file.getFile() + ": " + (why == null ? cause.getClass().getSimpleName() : why);
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
