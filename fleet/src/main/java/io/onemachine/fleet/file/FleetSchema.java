package io.onemachine.fleet.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 7) of the fleet file, for editors. */
public final class FleetSchema {
    /** Where the schema of the newest version is. */
    public static final String LOCATION =
            "https://raw.githubusercontent.com/onemachine/onemachine/main/docs/reference/fleet.schema.json";

    private static final String RESOURCE = "fleet.schema.json";

    private FleetSchema() {}

    /** Returns the schema. */
    public static String text() {
        try (InputStream in = FleetSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The module has no resource " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
