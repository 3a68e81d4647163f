package io.onemachine.cli.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf} over the values of templates. */
final class GoFormat {
    /** Go's own limit on widths and precisions. */
    private static final int LARGEST_SIZE = 1_000_000;

    private final String format;
    private final List<? extends @Nullable Object> operands;
    private final StringBuilder text = new StringBuilder();
    private int index;
    private int operand;
    private boolean reordered;

    private GoFormat(String format, List<? extends @Nullable Object> operands) {
        this.format = format;
        this.operands = operands;
    }

    static String sprintf(String format, List<? extends @Nullable Object> operands) {
        return new GoFormat(format, operands).run();
    }

    private String run() {
        while (index < format.length()) {
            char c = format.charAt(index++);
            if (c == '%') {
                directive();
            } else {
                text.append(c);
            }
        }
        if (!reordered && operand < operands.size()) {
            String separator = "%!(EXTRA ";
            for (; operand < operands.size(); operand++) {
                text.append(separator);
                appendTyped(operands.get(operand));
                separator = ", ";
            }
            text.append(')');
        }
        return text.toString();
    }

    private void directive() {
        FormatSpec spec = new FormatSpec();
        while (index < format.length() && spec.takeFlag(format.charAt(index))) {
            index++;
        }
        takeOperandNumber();
        spec.width = takeSize("%!(BADWIDTH)");
        if (spec.width < 0 && spec.width != FormatSpec.UNSET) {
            spec.minus = true;
            spec.zero = false;
            spec.width = -spec.width;
        }
        if (index < format.length() && format.charAt(index) == '.') {
            index++;
            takeOperandNumber();
            int size = takeSize("%!(BADPREC)");
            spec.precision = size == FormatSpec.UNSET ? 0 : size < 0 ? FormatSpec.UNSET : size;
        }
        takeOperandNumber();
        if (index >= format.length()) {
            text.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(index);
        index += Character.charCount(verb);
        if (verb == '%') {
            text.append('%');
        } else if (operand >= operands.size() || operand < 0) {
            text.append("%!").appendCodePoint(verb).append(operand < 0 ? "(BADINDEX)" : "(MISSING)");
        } else {
            value(spec, verb, operands.get(operand++));
        }
    }

    /** Reads {@code [n]}: the operand to use next, counted from 1. */
    private void takeOperandNumber() {
        if (index >= format.length() || format.charAt(index) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', index);
        int number = 0;
        for (int i = index + 1; i < close; i++) {
            int digit = Character.digit(format.charAt(i), 10);
            number = digit < 0 || number > LARGEST_SIZE ? Integer.MIN_VALUE / 20 : number * 10 + digit;
        }
        operand = number < 1 || number > operands.size() ? Integer.MIN_VALUE / 2 : number - 1;
        index = close < 0 ? format.length() : close + 1;
    }

    private int takeSize(String bad) {
        if (index < format.length() && format.charAt(index) == '*') {
            index++;
            Object size = operand >= 0 && operand < operands.size() ? operands.get(operand++) : null;
            if (size instanceof Long number && Math.abs(number) <= LARGEST_SIZE) {
                return number.intValue();
            }
            text.append(bad);
            return FormatSpec.UNSET;
        }
        int size = FormatSpec.UNSET;
        while (index < format.length() && Character.digit(format.charAt(index), 10) >= 0) {
            size = Math.max(size, 0) * 10 + Character.digit(format.charAt(index), 10);
            index++;
            if (size > LARGEST_SIZE) {
                size = LARGEST_SIZE;
            }
        }
        return size;
    }

    private void value(FormatSpec spec, int verb, @Nullable Object value) {
        if (verb == 'T') {
            text.append(spec.padded(Values.typeName(value)));
            return;
        }
        if (verb == 'v') {
            plain(spec, value);
            return;
        }
        if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                text.append(separator);
                value(spec, verb, element);
                separator = " ";
            }
            text.append(list.isEmpty() ? "[]" : "]");
            return;
        }
        if (value instanceof Map<?, ?> map) {
            text.append("map[");
            String separator = "";
            for (String key : GoPrinter.sortedKeys(map)) {
                text.append(separator);
                value(spec, verb, key);
                text.append(':');
                value(spec, verb, map.get(key));
                separator = " ";
            }
            text.append(']');
            return;
        }
        if (value instanceof GoStruct struct) {
            text.append('{');
            String separator = "";
            for (Object field : struct.fields().values()) {
                text.append(separator);
                value(spec, verb, field);
                separator = " ";
            }
            text.append('}');
            return;
        }
        String formatted = scalar(spec, verb, value);
        if (formatted == null) {
            text.append("%!").appendCodePoint(verb).append('(');
            appendTyped(value);
            text.append(')');
        } else {
            text.append(formatted);
        }
    }

    private void plain(FormatSpec spec, @Nullable Object value) {
        if (value instanceof Long || value instanceof Double || value instanceof String) {
            int verb = value instanceof Long ? 'd' : value instanceof Double ? 'g' : spec.sharp ? 'q' : 's';
            String formatted = scalar(spec.withoutSharp(), verb, value);
            text.append(formatted == null ? "" : formatted);
            return;
        }
        StringBuilder plain = new StringBuilder();
        if (spec.sharp) {
            GoPrinter.appendGoSyntax(plain, value);
        } else {
            GoPrinter.appendPlain(plain, value, spec.plus);
        }
        text.append(spec.padded(plain.toString()));
    }

    private static @Nullable String scalar(FormatSpec spec, int verb, @Nullable Object value) {
        if (value instanceof Boolean bool) {
            return verb == 't' ? spec.padded(bool.toString()) : null;
        }
        if (value instanceof String string) {
            return string(spec, verb, string);
        }
        if (value instanceof Long number) {
            return whole(spec, verb, number);
        }
        if (value instanceof Double number && "eEfFgG".indexOf(verb) >= 0) {
            int precision = spec.precision;
            if (precision == FormatSpec.UNSET) {
                precision = verb == 'g' || verb == 'G' ? GoFloats.SHORTEST : 6;
            }
            return spec.number(GoFloats.format(number, (char) verb, precision), !Double.isFinite(number));
        }
        return null;
    }

    private static @Nullable String string(FormatSpec spec, int verb, String string) {
        String cut = string;
        if (spec.precision != FormatSpec.UNSET && string.codePointCount(0, string.length()) > spec.precision) {
            cut = string.substring(0, string.offsetByCodePoints(0, spec.precision));
        }
        return switch (verb) {
            case 's' -> spec.padded(cut);
            case 'q' ->
                spec.padded(
                        spec.sharp && cut.indexOf('`') < 0 && cut.indexOf('\n') < 0
                                ? "`" + cut + "`"
                                : Quoting.quote(cut, '"', spec.plus));
            case 'x' -> spec.padded(spec.hex(string));
            case 'X' -> spec.padded(spec.hex(string).toUpperCase(Locale.ROOT));
            default -> null;
        };
    }

    private static @Nullable String whole(FormatSpec spec, int verb, long number) {
        return switch (verb) {
            case 'd' -> spec.whole(Long.toString(number), "");
            case 'b' -> spec.whole(Long.toString(number, 2), "0b");
            case 'o' -> spec.whole(Long.toString(number, 8), "0");
            case 'O' -> spec.whole(spec.sharpless(Long.toString(number, 8), "0o"), "");
            case 'x' -> spec.whole(Long.toString(number, 16), "0x");
            case 'X' -> spec.whole(Long.toString(number, 16).toUpperCase(Locale.ROOT), "0X");
            case 'c' -> spec.padded(character(number));
            case 'q' -> spec.padded(Quoting.quote(character(number), '\'', spec.plus));
            case 'U' -> {
                String hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
                yield spec.padded("U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex);
            }
            default -> null;
        };
    }

    private static String character(long number) {
        boolean valid = number >= 0 && number <= Character.MAX_CODE_POINT;
        return Character.toString(valid ? (int) number : 0xfffd);
    }

    private void appendTyped(@Nullable Object value) {
        if (value == null) {
            text.append("<nil>");
            return;
        }
        text.append(Values.typeName(value)).append('=');
        GoPrinter.appendPlain(text, value, false);
    }
}
