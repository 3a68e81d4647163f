package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import java.util.Optional;

/**
 * A path argument of {@code scp} and {@code mount}: {@code [[user@]machine:]path}.
 *
 * @param user the login name; empty for the machine's default user
 * @param machine the machine's name; empty when there is none before a colon
 * @param path the path, empty for the home folder
 */
public record MachinePath(String user, String machine, String path) {

    /** Parses a path. One with a slash before its first colon is a path on this computer, as in the scp program. */
    public static MachinePath parse(String text) throws CommandFailure {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon <= 0 || (slash >= 0 && slash < colon)) {
            return new MachinePath("", "", text);
        }
        String target = text.substring(0, colon);
        int at = target.lastIndexOf('@');
        String user = at < 0 ? "" : target.substring(0, at);
        if (user.startsWith("-")) {
            throw new CommandFailure("\"" + user + "\" cannot be a user: programs would take it for an option");
        }
        return new MachinePath(user, target.substring(at + 1), text.substring(colon + 1));
    }

    /** Returns the path for programs that do not expand {@code ~} and resolve relative paths against the home folder. */
    public String pathFromHome() {
        return fromHome(path).orElse(path);
    }

    /** Returns the part after {@code ~} or {@code ~/}, a path relative to the home folder; empty for any other path. */
    public static Optional<String> fromHome(String path) {
        if (path.equals("~")) {
            return Optional.of("");
        }
        return path.startsWith("~/") ? Optional.of(path.substring(1).replaceFirst("^/+", "")) : Optional.empty();
    }
}
