package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoFloats;
import io.onemachine.gotemplate.text.Quoting;
import io.onemachine.gotemplate.value.GoComplex;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoSlice;
import io.onemachine.gotemplate.value.GoStruct;
import io.onemachine.gotemplate.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one operand of a format; elements of lists, maps and structs are written with the same verb and flags. */
final class ValueFormatter {
    private final BoundedStringBuilder text;
    private final FormatSpec spec;

    /** True while writing the error for an unsuitable verb, where values are written without their own text. */
    private boolean complaining;

    ValueFormatter(BoundedStringBuilder text, FormatSpec spec) {
        this.text = text;
        this.spec = spec;
    }

    /** Writes an operand. */
    void write(int verb, @Nullable Object value) throws FunctionException {
        if (value == null) {
            if (verb == 'T' || verb == 'v') {
                spec.pad(text, "<nil>");
            } else {
                text.append("%!").appendCodePoint(verb).append("(<nil>)");
            }
        } else if (verb == 'T') {
            spec.pad(text, spec.cut(Values.typeName(value)));
        } else if (verb == 'p') {
            pointer(
                    verb,
                    value,
                    value instanceof GoPointer pointer && pointer.target() == null ? 0 : GoPointer.ADDRESS);
        } else if (verb == 'w') {
            doesNotFit(verb, value);
        } else {
            value(verb, value, 0);
        }
    }

    private void value(int verb, @Nullable Object value, int depth) throws FunctionException {
        switch (value) {
            case null -> text.append(spec.goSyntax ? "interface {}(nil)" : "<nil>");
            case Boolean bool -> {
                if (verb == 't' || verb == 'v') {
                    spec.pad(text, bool.toString());
                } else {
                    doesNotFit(verb, value);
                }
            }
            case String string -> string(verb, string);
            case Long number -> whole(verb, number, number, false);
            case Double number -> {
                if (!decimal(verb, number)) {
                    doesNotFit(verb, value);
                }
            }
            case GoComplex number -> complex(verb, number);
            case GoInteger integer -> integer(verb, integer);
            case List<?> list -> list(verb, "[]interface {}", list, depth);
            case GoSlice slice -> {
                if (spec.goSyntax && slice.list() == null) {
                    text.append(Values.typeName(slice)).append("(nil)");
                } else {
                    list(verb, Values.typeName(slice), slice.elements(), depth);
                }
            }
            case Map<?, ?> map -> map(verb, map, depth);
            case GoStruct struct -> struct(verb, struct, depth);
            case GoPointer pointer -> {
                GoStruct target = pointer.target();
                if (target != null && depth == 0) {
                    text.append('&');
                    struct(verb, target, depth + 1);
                } else {
                    pointer(verb, pointer, target == null ? 0 : GoPointer.ADDRESS);
                }
            }
            default -> text.append(value.toString());
        }
    }

    private void list(int verb, String typeName, List<?> list, int depth) throws FunctionException {
        text.append(spec.goSyntax ? typeName + "{" : "[");
        String separator = "";
        for (Object element : list) {
            text.append(separator);
            value(verb, element, depth + 1);
            separator = spec.goSyntax ? ", " : " ";
        }
        text.append(spec.goSyntax ? '}' : ']');
    }

    private void map(int verb, Map<?, ?> map, int depth) throws FunctionException {
        text.append(spec.goSyntax ? Values.typeName(map) + "{" : "map[");
        String separator = "";
        for (String key : Values.sortedKeys(map)) {
            text.append(separator);
            value(verb, key, depth + 1);
            text.append(':');
            value(verb, map.get(key), depth + 1);
            separator = spec.goSyntax ? ", " : " ";
        }
        text.append(spec.goSyntax ? '}' : ']');
    }

    private void struct(int verb, GoStruct struct, int depth) throws FunctionException {
        text.append(spec.goSyntax ? struct.typeName() + "{" : "{");
        String separator = "";
        for (Map.Entry<String, @Nullable Object> field : struct.fields().entrySet()) {
            text.append(separator);
            if (spec.goSyntax || spec.named) {
                text.append(field.getKey()).append(':');
            }
            value(verb, field.getValue(), depth + 1);
            separator = spec.goSyntax ? ", " : " ";
        }
        text.append('}');
    }

    private void pointer(int verb, Object value, long address) throws FunctionException {
        if (!(value instanceof GoPointer pointer)) {
            doesNotFit(verb, value);
            return;
        }
        String hex = (spec.sharp ? "" : "0x") + Long.toHexString(address);
        switch (verb) {
            case 'v' -> {
                if (spec.goSyntax) {
                    text.append("(" + pointer.typeName() + ")(" + (address == 0 ? "nil" : hex) + ")");
                } else {
                    spec.pad(text, address == 0 ? "<nil>" : hex);
                }
            }
            case 'p' -> spec.pad(text, hex);
            case 'b', 'o', 'd', 'x', 'X' -> whole(verb, address, value, true);
            default -> doesNotFit(verb, value);
        }
    }

    private void integer(int verb, GoInteger integer) throws FunctionException {
        String own = integer.text();
        if (own != null && !complaining && !spec.goSyntax && "vsxXq".indexOf(verb) >= 0) {
            string(verb, own);
        } else {
            whole(verb, integer.value(), integer, integer.isUnsigned());
        }
    }

    private void string(int verb, String string) throws FunctionException {
        switch (verb) {
            case 'v', 's' -> {
                if (spec.goSyntax) {
                    spec.pad(text, Quoting.quote(spec.cut(string)));
                } else {
                    spec.pad(text, spec.cut(string));
                }
            }
            case 'q' -> {
                String cut = spec.cut(string);
                boolean raw = spec.sharp && Quoting.canBeRaw(cut);
                spec.pad(text, raw ? "`" + cut + "`" : Quoting.quote(cut, '"', spec.plus));
            }
            case 'x' -> spec.pad(text, spec.hex(string));
            case 'X' -> spec.pad(text, spec.hex(string).toUpperCase(Locale.ROOT));
            default -> doesNotFit(verb, string);
        }
    }

    private void whole(int verb, long number, Object value, boolean unsigned) throws FunctionException {
        switch (verb) {
            case 'v', 'd' -> {
                if (spec.goSyntax && unsigned) {
                    spec.pad(text, "0x" + Long.toHexString(number));
                } else {
                    spec.whole(text, Long.toString(number), "");
                }
            }
            case 'b' -> spec.whole(text, Long.toString(number, 2), spec.sharp ? "0b" : "");
            case 'o' -> spec.whole(text, Long.toString(number, 8), spec.sharp ? "0" : "");
            case 'O' -> spec.whole(text, Long.toString(number, 8), spec.sharp ? "0o0" : "0o");
            case 'x' -> spec.whole(text, Long.toString(number, 16), spec.sharp ? "0x" : "");
            case 'X' -> spec.whole(text, Long.toString(number, 16).toUpperCase(Locale.ROOT), spec.sharp ? "0X" : "");
            case 'c' -> spec.pad(text, character(number));
            case 'q' -> spec.pad(text, Quoting.quote(character(number), '\'', spec.plus));
            case 'U' -> spec.unicode(text, number, character(number));
            default -> doesNotFit(verb, value);
        }
    }

    private static String character(long number) {
        boolean valid = number >= 0
                && number <= Character.MAX_CODE_POINT
                && !(number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE);
        return Character.toString(valid ? (int) number : 0xfffd);
    }

    private boolean decimal(int verb, double number) throws FunctionException {
        boolean known = "veEfFgGbxX".indexOf(verb) >= 0;
        if (known) {
            char form = verb == 'v' ? 'g' : verb == 'F' ? 'f' : (char) verb;
            int precision = spec.precision;
            if (precision == FormatSpec.UNSET) {
                precision = "eEf".indexOf(form) >= 0 ? 6 : GoFloats.SHORTEST;
            }
            spec.decimal(text, GoFloats.format(number, form, precision), form, precision);
        }
        return known;
    }

    private void complex(int verb, GoComplex number) throws FunctionException {
        if ("veEfFgGbxX".indexOf(verb) < 0) {
            doesNotFit(verb, number);
            return;
        }
        boolean plus = spec.plus;
        text.append('(');
        decimal(verb, number.real());
        spec.plus = true;
        decimal(verb, number.imaginary());
        text.append("i)");
        spec.plus = plus;
    }

    private void doesNotFit(int verb, Object value) throws FunctionException {
        boolean before = complaining;
        complaining = true;
        text.append("%!").appendCodePoint(verb).append('(');
        text.append(Values.typeName(value)).append('=');
        value('v', value, 0);
        text.append(')');
        complaining = before;
    }
}
