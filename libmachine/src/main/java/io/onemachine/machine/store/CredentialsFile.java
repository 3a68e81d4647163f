package io.onemachine.machine.store;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.process.LocalUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The file {@code credentials} in a machine's folder: a JSON object with the driver's credentials. They are kept out of config.json,
 * which is shown, copied and shared.
 */
public final class CredentialsFile {
    static final String NAME = "credentials";

    private static final int LARGEST = 64 << 10;

    private final Path file;
    private final LocalUser user;

    /** Names the file in a machine's folder; it need not exist. */
    public CredentialsFile(Path folder) {
        this(folder, LocalUser.ofThisProcess());
    }

    CredentialsFile(Path folder, LocalUser user) {
        this.file = folder.resolve(NAME);
        this.user = user;
    }

    /** Returns the file's path. */
    public Path path() {
        return file;
    }

    /** Writes the file with mode 0600, completely or not at all; a link in its place is replaced. */
    public void write(JsonObject content) {
        PrivateFiles.writeSecret(file, GoJson.indented(content) + "\n");
    }

    /**
     * Reads the file; empty when there is none. Error messages name the file and never quote its content.
     *
     * @throws StoreException when it is not a regular file, belongs to another user, cannot be read, is too large, or is not a JSON
     *     object
     */
    public Optional<JsonObject> read() {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            check(attributes);
            return Optional.of(parsed(bytes()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw PrivateFiles.failed("read", file, e);
        }
    }

    private void check(BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            throw unusable("it is a symbolic link");
        }
        if (!attributes.isRegularFile()) {
            throw unusable("it is not a regular file");
        }
        if (attributes.size() > LARGEST) {
            throw tooLarge();
        }
        if (user.isStrangerTo(file) && !isOfFoldersOwner()) {
            throw unusable("it belongs to " + LocalUser.ownersName(file));
        }
    }

    /** Returns whether the file's owner owns the folder too. Root may read users' stores: their owners control everything in them. */
    private boolean isOfFoldersOwner() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.getOwner(file).equals(Files.getOwner(folder));
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    /** Parses the content. The exceptions of decoder and parser are dropped, as both may quote it. */
    private JsonObject parsed(byte[] bytes) {
        try {
            // Not new String(), which would replace those bytes of a password that are not UTF-8.
            return GoJsonReader.readObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | MalformedJsonException e) {
            throw unusable("it is not a JSON object in UTF-8");
        }
    }

    private StoreException tooLarge() {
        return unusable("it is larger than " + (LARGEST >> 10) + " KiB");
    }

    private StoreException unusable(String why) {
        return new StoreException("Cannot use " + file + ": " + why);
    }
}
