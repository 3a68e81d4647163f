package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * User data for cloud-init, which reads it from the CONTEXT (data source OpenNebula, since 0.7.4): {@code USER_DATA}
 * or {@code USERDATA}, the first of which counts, encoded as {@code USERDATA_ENCODING} or {@code
 * USER_DATA_ENCODING} says.
 *
 * @param base64 the file's bytes
 */
record UserData(String base64) {
    /** The limit of other clouds; a CONTEXT is sent, stored and shown as one text. */
    private static final long MAX_BYTES = 64 * 1024;

    static final String KEY = "USER_DATA";
    static final String OTHER_KEY = "USERDATA";
    static final String ENCODING = "USER_DATA_ENCODING";

    /** Counts before {@link #ENCODING} where both are given. */
    static final String OTHER_ENCODING = "USERDATA_ENCODING";

    static final String BASE64 = "base64";

    /**
     * Reads a file.
     *
     * @throws DriverException naming the option when the file cannot be read or is too large
     */
    static UserData read(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new NoSuchFileException(file);
            }
            if (!Files.isRegularFile(path)) {
                throw wrong(file, "is not a file");
            }
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                throw wrong(file, "has " + size + " bytes; the limit is " + MAX_BYTES);
            }
            byte[] content = Files.readAllBytes(path);
            if (content.length == 0) {
                throw wrong(file, "is empty");
            }
            return new UserData(Base64.getEncoder().encodeToString(content));
        } catch (NoSuchFileException e) {
            throw wrong(file, "does not exist");
        } catch (IOException | InvalidPathException e) {
            throw wrong(file, "cannot be read");
        }
    }

    private static DriverException wrong(String file, String what) {
        return new DriverException(OpenNebulaOption.USER_DATA + ": " + file + " " + what);
    }

    /** Returns the CONTEXT with this user data in place of its own. */
    Vector addTo(Vector context) {
        return without(context).with(KEY, base64).with(ENCODING, BASE64);
    }

    /** Returns the CONTEXT without user data. */
    static Vector without(Vector context) {
        return context.without(KEY).without(OTHER_KEY).without(ENCODING).without(OTHER_ENCODING);
    }
}
