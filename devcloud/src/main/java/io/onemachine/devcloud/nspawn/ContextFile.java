package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The {@code context.sh} a guest reads: shell assignments with values in single quotes, as OpenNebula writes them on the
 * context CD.
 */
final class ContextFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ContextFile() {}

    /** Returns the file's text. Names no shell can take as a variable are left out; so are NUL characters in values. */
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

    /** Puts the file into a folder, so that a reader sees the old one or the new one but never half of it. */
    static void write(Path directory, Map<String, String> context) throws IOException {
        Path fresh = Files.createTempFile(directory, ".context", ".sh");
        Files.writeString(fresh, text(context));
        Files.move(fresh, directory.resolve("context.sh"), StandardCopyOption.REPLACE_EXISTING);
    }
}
