package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoSlice;
import io.onemachine.gotemplate.value.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions {@code len}, {@code index} and {@code slice} for lists, maps and strings. */
final class IndexFunctions {
    private IndexFunctions() {}

    static Object length(List<@Nullable Object> arguments) throws FunctionException {
        Object value = GoPointer.follow(arguments.get(0));
        if (value instanceof String text) {
            return (long) GoText.bytes(text).length;
        }
        List<?> list = Values.elements(value);
        if (list != null) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        throw new FunctionException(value == null ? "len of nil pointer" : "len of type " + Values.typeName(value));
    }

    static @Nullable Object index(List<@Nullable Object> arguments) throws FunctionException {
        Object item = arguments.get(0);
        if (item == null) {
            throw new FunctionException("index of untyped nil");
        }
        for (Object key : arguments.subList(1, arguments.size())) {
            if (item == null) {
                throw new FunctionException("index of nil pointer");
            }
            item = element(item, key);
        }
        return item;
    }

    private static @Nullable Object element(Object container, @Nullable Object key) throws FunctionException {
        Object item = GoPointer.follow(container);
        if (item == null) {
            throw new FunctionException("index of nil pointer");
        }
        List<?> list = Values.elements(item);
        if (list != null) {
            return list.get(bound(key, list.size() - 1L));
        }
        if (item instanceof String text) {
            byte[] bytes = GoText.bytes(text);
            return GoInteger.ofByte(bytes[bound(key, bytes.length - 1L)]);
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
        throw new FunctionException("can't index item of type " + Values.typeName(item));
    }

    static @Nullable Object slice(List<@Nullable Object> arguments) throws FunctionException {
        Object item = arguments.get(0);
        if (arguments.size() > (item instanceof String ? 3 : 4)) {
            throw new FunctionException(
                    item instanceof String
                            ? "cannot 3-index slice a string"
                            : "too many slice indexes: " + (arguments.size() - 1));
        }
        byte[] bytes = item instanceof String text ? GoText.bytes(text) : new byte[0];
        List<?> list = Values.elements(item);
        long size;
        if (list != null) {
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
        if (list == null) {
            return GoText.ofBytes(Arrays.copyOfRange(bytes, from, to));
        }
        return item instanceof GoSlice slice
                ? new GoSlice(slice.elementType(), slice.elements().subList(from, to))
                : list.subList(from, to);
    }

    private static int bound(@Nullable Object index, long largest) throws FunctionException {
        long number;
        if (index instanceof Long whole) {
            number = whole;
        } else if (index instanceof GoInteger integer) {
            number = integer.value();
        } else {
            throw new FunctionException(
                    index == null
                            ? "cannot index slice/array with nil"
                            : "cannot index slice/array with type " + Values.typeName(index));
        }
        if (number < 0 || number > largest) {
            throw new FunctionException("index out of range: " + number);
        }
        return (int) number;
    }
}
