package io.onemachine.devcloud.nspawn;

import java.util.ArrayList;
import java.util.List;

/**
 * This computer's source of Debian packages.
 *
 * @param mirror the URL of a Debian archive
 * @param options lines of apt configuration needed to reach it (proxies, certificates, date checks)
 */
record AptSettings(String mirror, List<String> options) {

    static final String DEFAULT_MIRROR = "http://deb.debian.org/debian";

    private static final List<String> KEPT_OPTIONS =
            List.of("Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::Retries", "Acquire::Force");

    /** Reads the settings from apt; falls back to Debian's own mirror on a computer without a Debian source. */
    static AptSettings read(CommandRunner runner) throws InterruptedException {
        CommandResult targets = runner.run(
                Command.of("apt-get", "indextargets", "--format", "$(IDENTIFIER) $(REPO_URI) $(ORIGIN) $(LABEL)"));
        CommandResult configuration = runner.run(Command.of("apt-config", "dump"));
        return new AptSettings(
                targets.succeeded() ? mirror(targets.output()) : DEFAULT_MIRROR,
                configuration.succeeded() ? options(configuration.output()) : List.of());
    }

    /** Selects the mirror from lines of identifier, address, origin and label; the last two are blank before an update. */
    static String mirror(String targets) {
        String likely = DEFAULT_MIRROR;
        for (String line : targets.split("\n", -1)) {
            String[] fields = line.strip().split(" ", -1);
            if (fields.length < 2 || !fields[0].equals("Packages") || !fields[1].matches("https?://.*")) {
                continue;
            }
            String address = fields[1].replaceAll("/+$", "");
            if (fields.length >= 4 && fields[2].equals("Debian") && fields[3].equals("Debian")) {
                return address;
            }
            if (fields.length == 2 && address.endsWith("/debian")) {
                likely = address;
            }
        }
        return likely;
    }

    static List<String> options(String configuration) {
        List<String> options = new ArrayList<>();
        for (String line : configuration.split("\n", -1)) {
            boolean hasValue = !line.endsWith(" \"\";");
            if (hasValue && KEPT_OPTIONS.stream().anyMatch(line::startsWith)) {
                options.add(line.strip());
            }
        }
        return options;
    }
}
