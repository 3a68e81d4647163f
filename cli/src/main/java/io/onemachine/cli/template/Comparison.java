package io.onemachine.cli.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that compare. As in Go, a whole number and one with a fraction are of different types. */
final class Comparison {
    private Comparison() {}

    static Object equal(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("eq", arguments, 1, true);
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
        TemplateFunction.require("ne", arguments, 2, false);
        return !equal(arguments.get(0), arguments.get(1));
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) throws FunctionException {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        for (Object side : List.of(left, right)) {
            if (side instanceof List<?> || side instanceof Map<?, ?>) {
                throw new FunctionException("non-comparable type " + side + ": " + Values.typeName(side));
            }
        }
        if (left.getClass() != right.getClass()) {
            throw new FunctionException("incompatible types for comparison");
        }
        return left instanceof Double number ? number.doubleValue() == (Double) right : left.equals(right);
    }

    /**
     * One of {@code lt le gt ge}.
     *
     * @param name which one
     */
    static Object ordered(String name, List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require(name, arguments, 2, false);
        Object left = arguments.get(0);
        Object right = arguments.get(1);
        if (!isOrdered(left) || !isOrdered(right)) {
            throw new FunctionException("invalid type for comparison");
        }
        boolean less;
        boolean equal;
        if (left instanceof Long l && right instanceof Long r) {
            less = l < r;
            equal = l.equals(r);
        } else if (left instanceof Double l && right instanceof Double r) {
            less = l < r;
            equal = l.doubleValue() == r.doubleValue();
        } else if (left instanceof String l && right instanceof String r) {
            less = l.compareTo(r) < 0;
            equal = l.equals(r);
        } else {
            throw new FunctionException("incompatible types for comparison");
        }
        return switch (name) {
            case "lt" -> less;
            case "le" -> less || equal;
            case "gt" -> !less && !equal;
            default -> !less;
        };
    }

    private static boolean isOrdered(@Nullable Object value) {
        return value instanceof Long || value instanceof Double || value instanceof String;
    }
}
