package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import java.util.Optional;

/**
 * A path as {@code scp} and {@code mount} take it: {@code [[user@]machine:]path}.
 *
 * @param user the login name; empty for the machine's own
 * @param machine the machine's name; empty when there is none before a colon
 * @param path the path, empty for the home folder
 */
public record MachinePath(String user, String machine, String path) {

    /** Reads one. What has a slash before its first colon is a path on this computer, as for the scp program. */
    public static MachinePath parse(String text) throws CommandFailure {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon <= 0 || (slash >= 0 && slash < colon)) {
            return new MachinePath("", "", text);
        }
        String place = text.substring(0, colon);
        int at = place.lastIndexOf('@');
        String user = at < 0 ? "" : place.substring(0, at);
        if (user.startsWith("-")) {
            throw new CommandFailure("\"" + user + "\" cannot be a user: programs would take it for an option");
        }
        return new MachinePath(user, place.substring(at + 1), text.substring(colon + 1));
    }

    /** The path for programs that know no {@code ~} and take what is relative to be in the home folder. */
    public String pathFromHome() {
        return fromHome(path).orElse(path);
    }

    /** What stands after {@code ~} or {@code ~/}: a path relative to the home folder. Empty for any other path. */
    public static Optional<String> fromHome(String path) {
        if (path.equals("~")) {
            return Optional.of("");
        }
        return path.startsWith("~/") ? Optional.of(path.substring(1).replaceFirst("^/+", "")) : Optional.empty();
    }
}
