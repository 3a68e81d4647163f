package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The {@code context.sh} that a guest reads: shell assignments with values in single quotes, as OpenNebula writes them on the
 * context CD.
 */
final class ContextFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ContextFile() {}

    /** Returns the file's text. Names that are not shell variables are left out; so are NUL characters in values. */
    static String text(Map<String, String> context) {
        StringBuilder text = new StringBuilder("# Context variables of this virtual machine\n");
        new TreeMap<>(context).forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                text.append(name)
                        .append("='")
                        .append(value.replace("\0", "").replace("'", "'\\''"))
                        .append("'\n");
            }
        });
        return text.toString();
    }

    /** Writes the file into a folder atomically. */
    static void write(Path directory, Map<String, String> context) throws IOException {
        Path fresh = Files.createTempFile(directory, ".context", ".sh");
        Files.writeString(fresh, text(context));
        Files.move(fresh, directory.resolve("context.sh"), StandardCopyOption.REPLACE_EXISTING);
    }
}
