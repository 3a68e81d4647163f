package io.onemachine.gotemplate.text;

import io.onemachine.gotemplate.error.FunctionException;
import java.util.HexFormat;

/** Escapes text for HTML, JavaScript and URL queries as Go's template functions do. */
public final class Escaping {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Escaping() {}

    public static String html(String text) throws FunctionException {
        BoundedStringBuilder escaped = new BoundedStringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> escaped.append('\ufffd');
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    public static String js(String text) throws FunctionException {
        BoundedStringBuilder escaped = new BoundedStringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\' || c == '\'' || c == '"') {
                escaped.append('\\').append((char) c);
            } else if (c < ' ' || "<>&=".indexOf(c) >= 0) {
                escaped.append("\\u").append(HEX.toHexDigits((short) c));
            } else if (c >= 0x80 && !GoText.isEscapedByte(c) && !Quoting.isPrintable(c)) {
                escaped.append("\\u");
                escaped.append(
                        c > 0xffff
                                ? Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)
                                : HEX.toHexDigits((short) c));
            } else {
                escaped.appendCodePoint(c);
            }
        }
        return escaped.toString();
    }

    public static String urlQuery(String text) throws FunctionException {
        BoundedStringBuilder escaped = new BoundedStringBuilder();
        for (byte b : GoText.bytes(text)) {
            char c = (char) (b & 0xff);
            if (c == ' ') {
                escaped.append('+');
            } else if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        }
        return escaped.toString();
    }
}
