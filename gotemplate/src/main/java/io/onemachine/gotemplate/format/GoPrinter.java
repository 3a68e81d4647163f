package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.value.GoPointer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code fmt.Print} writes them. */
public final class GoPrinter {
    private static final String NO_VALUE = "<no value>";

    private GoPrinter() {}

    /** All values, with blanks between those of which neither is a string. */
    public static String print(List<? extends @Nullable Object> values) throws FunctionException {
        BoundedStringBuilder text = new BoundedStringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart = i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
            text.append(apart ? " " : "");
            append(text, values.get(i));
        }
        return GoText.normalized(text.toString());
    }

    /** All values with blanks between and a line feed behind. */
    public static String println(List<? extends @Nullable Object> values) throws FunctionException {
        BoundedStringBuilder text = new BoundedStringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i > 0 ? " " : "");
            append(text, values.get(i));
        }
        return text.append('\n').toString();
    }

    /** What an action prints. */
    public static String shown(@Nullable Object value) throws FunctionException {
        Object printable = printable(value);
        if (printable instanceof String string) {
            return string;
        }
        BoundedStringBuilder text = new BoundedStringBuilder();
        append(text, printable);
        return text.toString();
    }

    /** What is printed of a value by an action: pointers are followed, and nothing at all has words of its own. */
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
