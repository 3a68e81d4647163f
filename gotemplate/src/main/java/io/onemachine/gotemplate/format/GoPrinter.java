package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.value.GoPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats values as Go's {@code fmt.Print} does. */
public final class GoPrinter {
    private static final String NO_VALUE = "<no value>";

    private GoPrinter() {}

    /** Returns all values, with a blank between two of which neither is a string. */
    public static String print(List<? extends @Nullable Object> values) throws FunctionException {
        BoundedStringBuilder text = new BoundedStringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart = i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
            text.append(apart ? " " : "");
            append(text, values.get(i));
        }
        return GoText.normalized(text.toString());
    }

    /** Returns all values, separated by blanks and followed by a line feed. */
    public static String println(List<? extends @Nullable Object> values) throws FunctionException {
        BoundedStringBuilder text = new BoundedStringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i > 0 ? " " : "");
            append(text, values.get(i));
        }
        return text.append('\n').toString();
    }

    /** Returns what an action prints. */
    public static String shown(@Nullable Object value) throws FunctionException {
        Object printable = printable(value);
        if (printable instanceof String string) {
            return string;
        }
        BoundedStringBuilder text = new BoundedStringBuilder();
        append(text, printable);
        return text.toString();
    }

    /** Returns the value that an action prints: pointers are followed, and null is replaced by a text. */
    public static @Nullable Object printable(@Nullable Object value) {
        if (value instanceof GoPointer pointer && pointer.target() != null) {
            return pointer.target();
        }
        return value == null ? NO_VALUE : value;
    }

    private static void append(BoundedStringBuilder text, @Nullable Object value) throws FunctionException {
        new ValueFormatter(text, new FormatSpec()).write('v', value);
    }
}
