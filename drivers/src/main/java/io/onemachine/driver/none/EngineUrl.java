package io.onemachine.driver.none;

import io.onemachine.gotemplate.text.Quoting;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The value of {@code --url}, parsed by the rules of Go's {@code net/url}, which docker-machine 0.16.2 uses; they accept a bare word.
 *
 * @param scheme the scheme, empty when there is none
 * @param host host and port as the Go program stores them, without a user; empty when there is no authority
 */
record EngineUrl(String scheme, String host) {
    /** Schemes that {@code docker --host} supports and this program does not. */
    private static final Set<String> FOR_DOCKER_ALONE = Set.of("unix", "npipe", "ssh", "http");

    /** Characters allowed in a host besides letters, digits and non-ASCII characters. */
    private static final String IN_HOST = "-_.~!$&'()*+,;=:[]<>\"";

    /** Characters allowed before the last {@code @} besides letters and digits. */
    private static final String IN_USER = "-._:~!$&'()*+,;=%@";

    private static final String INVALID_ESCAPE = "invalid URL escape ";

    /**
     * Parses a URL.
     *
     * @throws InvalidUrlException when Go refuses it
     */
    static EngineUrl parse(String text) throws InvalidUrlException {
        int hash = text.indexOf('#');
        String url = hash < 0 ? text : text.substring(0, hash);
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) < ' ' || url.charAt(i) == 0x7f) {
                throw new InvalidUrlException(url, "net/url: invalid control character in URL");
            }
        }
        EngineUrl parsed = withoutFragment(url);
        if (hash >= 0) {
            requireEscapes(text, text.substring(hash + 1));
        }
        return parsed;
    }

    /** Returns whether {@code docker} can use it although this program cannot. */
    boolean isForDockerAlone() {
        return FOR_DOCKER_ALONE.contains(scheme);
    }

    private static EngineUrl withoutFragment(String url) throws InvalidUrlException {
        int schemeEnd = schemeEnd(url);
        String scheme = schemeEnd < 0 ? "" : url.substring(0, schemeEnd);
        String rest = url.substring(schemeEnd + 1);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        if (!rest.startsWith("/")) {
            if (schemeEnd >= 0) {
                return new EngineUrl(scheme, "");
            }
            if (rest.split("/", 2)[0].contains(":")) {
                throw new InvalidUrlException(url, "first path segment in URL cannot contain colon");
            }
        }
        String host = "";
        if (rest.startsWith("//") && (schemeEnd >= 0 || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            rest = slash < 0 ? "" : rest.substring(slash);
            host = host(url, authority);
        }
        requireEscapes(url, rest);
        return new EngineUrl(scheme, host);
    }

    /** Returns the index of the colon after the scheme, or -1 when there is no scheme. */
    private static int schemeEnd(String url) throws InvalidUrlException {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                if (i == 0) {
                    throw new InvalidUrlException(url, "missing protocol scheme");
                }
                return i;
            }
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!isLetter(c) && !(later && i > 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String host(String text, String authority) throws InvalidUrlException {
        int at = authority.lastIndexOf('@');
        String host = unescapedHost(text, authority.substring(at + 1));
        if (at >= 0) {
            String user = authority.substring(0, at);
            for (int i = 0; i < user.length(); i++) {
                char c = user.charAt(i);
                if (!isLetter(c) && !isDigit(c) && IN_USER.indexOf(c) < 0) {
                    throw new InvalidUrlException(text, "net/url: invalid userinfo");
                }
            }
            requireEscapes(text, user);
        }
        return host;
    }

    private static String unescapedHost(String text, String host) throws InvalidUrlException {
        int end = host.startsWith("[") ? host.lastIndexOf(']') : -1;
        if (host.startsWith("[") && end < 0) {
            throw new InvalidUrlException(text, "missing ']' in host");
        }
        int colon = host.lastIndexOf(':');
        String port = end >= 0 ? host.substring(end + 1) : colon < 0 ? "" : host.substring(colon);
        if (!port.matches("(:[0-9]*)?")) {
            throw new InvalidUrlException(text, "invalid port " + Quoting.quote(port) + " after host");
        }
        int zone = end < 0 ? -1 : host.substring(0, end).indexOf("%25");
        return zone < 0
                ? unescaped(text, host, false)
                : unescaped(text, host.substring(0, zone), false)
                        + unescaped(text, host.substring(zone, end), true)
                        + unescaped(text, host.substring(end), false);
    }

    /** Decodes escapes: non-ASCII characters only; in the zone of an IPv6 address also host characters and blanks. */
    private static String unescaped(String text, String host, boolean isZone) throws InvalidUrlException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%') {
                requireEscape(text, host, i);
                String escape = host.substring(i, i + 3);
                int value = Integer.parseInt(escape.substring(1), 16);
                boolean allowed = isZone ? value == ' ' || mayBeInHost((char) value) : value >= 0x80;
                if (!allowed && !escape.equals("%25")) {
                    throw new InvalidUrlException(text, INVALID_ESCAPE + Quoting.quote(escape));
                }
                bytes.write(value);
                i += 2;
            } else if (c < 0x80 && !mayBeInHost(c)) {
                throw new InvalidUrlException(text, "invalid character " + Quoting.quote("" + c) + " in host name");
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < host.length() ? i + 2 : i + 1;
                bytes.writeBytes(host.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean mayBeInHost(char c) {
        return isLetter(c) || isDigit(c) || IN_HOST.indexOf(c) >= 0;
    }

    private static void requireEscapes(String text, String part) throws InvalidUrlException {
        for (int i = part.indexOf('%'); i >= 0; i = part.indexOf('%', i + 3)) {
            requireEscape(text, part, i);
        }
    }

    private static void requireEscape(String text, String part, int percent) throws InvalidUrlException {
        boolean whole =
                percent + 2 < part.length() && isHex(part.charAt(percent + 1)) && isHex(part.charAt(percent + 2));
        if (!whole) {
            int end = part.offsetByCodePoints(percent, Math.min(3, part.codePointCount(percent, part.length())));
            throw new InvalidUrlException(text, INVALID_ESCAPE + Quoting.quote(part.substring(percent, end)));
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
