package io.onemachine.cli.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that look into lists, maps and texts. */
final class Elements {
    private Elements() {}

    static Object length(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("len", arguments, 1, false);
        Object value = arguments.get(0);
        if (value instanceof String text) {
            return (long) text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (value instanceof List<?> list) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        throw new FunctionException(value == null ? "len of nil pointer" : "len of type " + Values.typeName(value));
    }

    static @Nullable Object index(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("index", arguments, 1, true);
        Object item = arguments.get(0);
        for (Object key : arguments.subList(1, arguments.size())) {
            item = element(item, key);
        }
        return item;
    }

    private static @Nullable Object element(@Nullable Object item, @Nullable Object key) throws FunctionException {
        if (item instanceof List<?> list) {
            return list.get(bound(key, list.size() - 1L));
        }
        if (item instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return (long) (bytes[bound(key, bytes.length - 1L)] & 0xff);
        }
        if (item instanceof Map<?, ?> map) {
            if (!(key instanceof String)) {
                throw new FunctionException(
                        key == null
                                ? "value is nil; should be of type string"
                                : "value has type " + Values.typeName(key) + "; should be string");
            }
            return map.get(key);
        }
        throw new FunctionException(
                item == null ? "index of untyped nil" : "can't index item of type " + Values.typeName(item));
    }

    static @Nullable Object slice(List<@Nullable Object> arguments) throws FunctionException {
        TemplateFunction.require("slice", arguments, 1, true);
        Object item = arguments.get(0);
        if (arguments.size() > (item instanceof String ? 3 : 4)) {
            throw new FunctionException(
                    item instanceof String
                            ? "cannot 3-index slice a string"
                            : "too many slice indexes: " + (arguments.size() - 1));
        }
        byte[] bytes = item instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        long size;
        if (item instanceof List<?> list) {
            size = list.size();
        } else if (item instanceof String) {
            size = bytes.length;
        } else {
            throw new FunctionException(
                    item == null ? "slice of untyped nil" : "can't slice item of type " + Values.typeName(item));
        }
        int from = arguments.size() > 1 ? bound(arguments.get(1), size) : 0;
        int to = arguments.size() > 2 ? bound(arguments.get(2), size) : (int) size;
        int capacity = arguments.size() > 3 ? bound(arguments.get(3), size) : (int) size;
        if (from > to || to > capacity) {
            throw new FunctionException("invalid slice index: " + Math.max(from, to) + " > " + Math.min(to, capacity));
        }
        return item instanceof List<?> list
                ? list.subList(from, to)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int bound(@Nullable Object index, long largest) throws FunctionException {
        if (!(index instanceof Long number)) {
            throw new FunctionException(
                    index == null
                            ? "cannot index slice/array with nil"
                            : "cannot index slice/array with type " + Values.typeName(index));
        }
        if (number < 0 || number > largest) {
            throw new FunctionException("index out of range: " + number);
        }
        return number.intValue();
    }
}
