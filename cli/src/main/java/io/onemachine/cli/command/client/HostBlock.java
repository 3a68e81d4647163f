package io.onemachine.cli.command.client;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host in ssh's configuration, with the same checks as this program's own logins: the pinned key and no other, no key of other files,
 * and no change of the file by {@code ssh}.
 */
final class HostBlock {
    /** A name that is no pattern of ssh. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+:@,-]+");

    private HostBlock() {}

    /** @throws UnwritableException when ssh cannot be given the name or a path */
    static String of(String name, SshTarget target) throws UnwritableException {
        if (!NAME.matcher(name).matches()) {
            throw new UnwritableException("ssh's configuration takes \"" + name + "\" for a pattern");
        }
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("HostName", target.host());
        lines.put("Port", Integer.toString(target.port()));
        if (!target.user().isEmpty()) {
            lines.put("User", target.user());
        }
        if (target.keyFile().isPresent()) {
            lines.put("IdentityFile", path(target.keyFile().get()));
            lines.put("IdentitiesOnly", "yes");
        }
        lines.putAll(hostKeyOptions(target.hostKey()));
        StringBuilder text = new StringBuilder("Host ").append(name).append('\n');
        lines.forEach((keyword, value) ->
                text.append("    ").append(keyword).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /** Returns the options for a command line of ssh, as {@code NAME=VALUE}, without the user's key. */
    static List<String> options(SshTarget target) throws UnwritableException {
        List<String> options = new ArrayList<>();
        if (target.keyFile().isPresent()) {
            options.add("IdentitiesOnly=yes");
        }
        hostKeyOptions(target.hostKey()).forEach((keyword, value) -> options.add(keyword + "=" + value));
        return options;
    }

    /**
     * Returns the options of the host key check; none before the first login to a host whose key is not known beforehand: then the user
     * is asked by ssh, which writes the key into the user's own file.
     */
    private static Map<String, String> hostKeyOptions(HostKeyCheck check) throws UnwritableException {
        Map<String, String> options = new LinkedHashMap<>();
        if (check instanceof HostKeyCheck.Off) {
            options.put("StrictHostKeyChecking", "no");
            options.put("UserKnownHostsFile", "/dev/null");
            return options;
        }
        Optional<KnownHosts> known = known(check);
        if (known.isPresent()) {
            options.put("StrictHostKeyChecking", "yes");
            options.put("UserKnownHostsFile", path(known.get().file()));
            options.put("GlobalKnownHostsFile", "/dev/null");
            options.put("CheckHostIP", "no");
            options.put("VerifyHostKeyDNS", "no");
            options.put("NoHostAuthenticationForLocalhost", "no");
            options.put("UpdateHostKeys", "no");
        }
        return options;
    }

    private static Optional<KnownHosts> known(HostKeyCheck check) throws UnwritableException {
        try {
            return check.expected().isEmpty()
                    ? Optional.empty()
                    : switch (check) {
                        case HostKeyCheck.Pinned(KnownHosts known) -> Optional.of(known);
                        case HostKeyCheck.FirstUse(KnownHosts known) -> Optional.of(known);
                        case HostKeyCheck.Off _ -> Optional.empty();
                    };
        } catch (MachineException e) {
            throw new UnwritableException(e.getMessage());
        }
    }

    /** Returns a path as ssh reads it: in quotes, with percent signs doubled. Older programs have no escape for other characters. */
    private static String path(Path file) throws UnwritableException {
        String text = file.toString();
        boolean impossible =
                text.contains("${") || text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ' || c == 0x7f);
        if (impossible) {
            throw new UnwritableException(
                    "The path " + text.replaceAll("\\p{Cntrl}", "?") + " cannot be written in ssh's configuration");
        }
        return PLAIN.matcher(text).matches() ? text : "\"" + text.replace("%", "%%") + "\"";
    }
}
