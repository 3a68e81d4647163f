package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implements Go's {@code fmt.Sprintf}: parses a format; {@link ValueFormatter} writes the operands. */
public final class GoFormat {
    /** Go's limit on widths and precisions. */
    private static final int MAX_SIZE = 1_000_000;

    private final String format;
    private final List<? extends @Nullable Object> operands;
    private final BoundedStringBuilder text = new BoundedStringBuilder();
    private int index;
    private int operand;
    private boolean reordered;
    private boolean goodNumber;
    private boolean afterNumber;

    private GoFormat(String format, List<? extends @Nullable Object> operands) {
        this.format = format;
        this.operands = operands;
    }

    public static String sprintf(String format, List<? extends @Nullable Object> operands) throws FunctionException {
        return new GoFormat(format, operands).run();
    }

    private String run() throws FunctionException {
        while (index < format.length()) {
            int percent = format.indexOf('%', index);
            int end = percent < 0 ? format.length() : percent;
            text.append(format.substring(index, end));
            index = end + 1;
            if (percent >= 0) {
                directive();
            }
        }
        if (!reordered && operand < operands.size()) {
            String separator = "%!(EXTRA ";
            for (; operand < operands.size(); operand++) {
                text.append(separator);
                extra(operands.get(operand));
                separator = ", ";
            }
            text.append(')');
        }
        return GoText.normalized(text.toString());
    }

    private void extra(@Nullable Object value) throws FunctionException {
        if (value == null) {
            text.append("<nil>");
            return;
        }
        text.append(Values.typeName(value)).append('=');
        new ValueFormatter(text, new FormatSpec()).write('v', value);
    }

    private void directive() throws FunctionException {
        FormatSpec spec = new FormatSpec();
        goodNumber = true;
        afterNumber = false;
        while (index < format.length() && spec.takeFlag(format.charAt(index))) {
            index++;
        }
        takeOperandNumber();
        takeWidth(spec);
        takePrecision(spec);
        if (!afterNumber) {
            takeOperandNumber();
        }
        if (index >= format.length()) {
            text.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(index);
        index += Character.charCount(verb);
        if (verb == '%') {
            text.append('%');
        } else if (!goodNumber || operand >= operands.size()) {
            text.append("%!").appendCodePoint(verb).append(goodNumber ? "(MISSING)" : "(BADINDEX)");
        } else {
            if (verb == 'v') {
                spec.reinterpretFlagsForV();
            }
            new ValueFormatter(text, spec).write(verb, operands.get(operand++));
        }
    }

    private void takeWidth(FormatSpec spec) throws FunctionException {
        if (isNext('*')) {
            index++;
            spec.width = sizeFromOperand();
            if (spec.width == FormatSpec.UNSET) {
                text.append("%!(BADWIDTH)");
            } else if (spec.width < 0) {
                spec.width = -spec.width;
                spec.minus = true;
                spec.zero = false;
            }
            afterNumber = false;
            return;
        }
        spec.width = writtenSize();
        goodNumber &= !afterNumber || spec.width == FormatSpec.UNSET;
    }

    private void takePrecision(FormatSpec spec) throws FunctionException {
        if (!isNext('.')) {
            return;
        }
        index++;
        goodNumber &= !afterNumber;
        takeOperandNumber();
        if (isNext('*')) {
            index++;
            spec.precision = sizeFromOperand();
            if (spec.precision < 0) {
                spec.precision = FormatSpec.UNSET;
                text.append("%!(BADPREC)");
            }
            afterNumber = false;
            return;
        }
        int written = writtenSize();
        spec.precision = written == FormatSpec.UNSET ? 0 : written;
    }

    private boolean isNext(char c) {
        return index < format.length() && format.charAt(index) == c;
    }

    /** Reads {@code [n]}: the operand to use next, counted from 1. */
    private void takeOperandNumber() {
        afterNumber = false;
        if (!isNext('[')) {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', index);
        if (close < 0 || format.length() - index < 3) {
            index++;
            goodNumber = false;
            return;
        }
        String digits = format.substring(index + 1, close);
        index = close + 1;
        int number = digits.length() > 7 || !digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.isEmpty()
                ? -1
                : Integer.parseInt(digits);
        afterNumber = number >= 0;
        if (number < 1 || number > operands.size()) {
            goodNumber = false;
        } else {
            operand = number - 1;
        }
    }

    private int sizeFromOperand() {
        if (operand >= operands.size()) {
            return FormatSpec.UNSET;
        }
        Object size = operands.get(operand++);
        long number = size instanceof Long whole
                ? whole
                : size instanceof GoInteger integer ? integer.value() : Long.MAX_VALUE;
        return number <= MAX_SIZE && number >= -MAX_SIZE ? (int) number : FormatSpec.UNSET;
    }

    /** Reads digits of the format; after too many of them Go skips the rest of the format. */
    private int writtenSize() {
        int size = FormatSpec.UNSET;
        while (index < format.length() && format.charAt(index) >= '0' && format.charAt(index) <= '9') {
            if (size > MAX_SIZE) {
                index = format.length();
                return FormatSpec.UNSET;
            }
            size = Math.max(size, 0) * 10 + (format.charAt(index) - '0');
            index++;
        }
        return size;
    }
}
