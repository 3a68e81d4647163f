package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.format.GoFormat;
import io.onemachine.gotemplate.value.GoComplex;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comparison functions. As in Go, integers and floating point numbers are of different types. */
final class Comparison {
    private Comparison() {}

    static Object equal(List<@Nullable Object> arguments) throws FunctionException {
        if (arguments.size() == 1) {
            throw new FunctionException("missing argument for comparison");
        }
        Object first = arguments.get(0);
        for (Object other : arguments.subList(1, arguments.size())) {
            if (equal(first, other)) {
                return true;
            }
        }
        return false;
    }

    static Object notEqual(List<@Nullable Object> arguments) throws FunctionException {
        return !equal(arguments.get(0), arguments.get(1));
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) throws FunctionException {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        Kind leftKind = Kind.of(left);
        Kind rightKind = Kind.of(right);
        if (leftKind != rightKind) {
            throw new FunctionException("incompatible types for comparison");
        }
        return switch (leftKind) {
            case WHOLE -> number(left) == number(right);
            case FLOAT -> ((Double) left).doubleValue() == (Double) right;
            case COMPLEX -> ((GoComplex) left).equalTo((GoComplex) right);
            case BOOLEAN, TEXT -> left.equals(right);
            case OTHER -> {
                requireComparable(left, right);
                yield left.equals(right);
            }
        };
    }

    private static void requireComparable(Object left, Object right) throws FunctionException {
        if (!Values.typeName(left).equals(Values.typeName(right))) {
            throw new FunctionException(
                    GoFormat.sprintf("non-comparable types %s: %T, %T: %v", List.of(left, left, right, right)));
        }
        if (Values.elements(left) != null || left instanceof Map<?, ?>) {
            throw new FunctionException(GoFormat.sprintf("non-comparable type %s: %T", List.of(right, right)));
        }
    }

    /** Values of the same kind can be compared, even if their types have different names. */
    private enum Kind {
        BOOLEAN,
        WHOLE,
        FLOAT,
        COMPLEX,
        TEXT,
        OTHER;

        static Kind of(@Nullable Object value) {
            return switch (value) {
                case Boolean _ -> BOOLEAN;
                case Long _ -> WHOLE;
                case GoInteger _ -> WHOLE;
                case Double _ -> FLOAT;
                case GoComplex _ -> COMPLEX;
                case String _ -> TEXT;
                case null, default -> OTHER;
            };
        }
    }

    private static long number(Object value) {
        return value instanceof GoInteger integer ? integer.value() : (Long) value;
    }

    /**
     * Evaluates one of {@code lt le gt ge}.
     *
     * @param name the function's name
     */
    static Object ordered(String name, List<@Nullable Object> arguments) throws FunctionException {
        Object left = arguments.get(0);
        Object right = arguments.get(1);
        Kind leftKind = Kind.of(left);
        Kind rightKind = Kind.of(right);
        if (left == null || right == null || leftKind == Kind.OTHER || rightKind == Kind.OTHER) {
            throw new FunctionException("invalid type for comparison");
        }
        boolean less;
        boolean equal;
        if (leftKind == Kind.WHOLE && rightKind == Kind.WHOLE) {
            less = number(left) < number(right);
            equal = number(left) == number(right);
        } else if (left instanceof Double l && right instanceof Double r) {
            less = l < r;
            equal = l.doubleValue() == r.doubleValue();
        } else if (left instanceof String l && right instanceof String r) {
            less = l.compareTo(r) < 0;
            equal = l.equals(r);
        } else {
            throw new FunctionException(
                    leftKind == rightKind ? "invalid type for comparison" : "incompatible types for comparison");
        }
        return switch (name) {
            case "lt" -> less;
            case "le" -> less || equal;
            case "gt" -> !less && !equal;
            default -> !less;
        };
    }
}
