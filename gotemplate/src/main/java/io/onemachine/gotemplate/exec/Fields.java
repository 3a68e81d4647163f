package io.onemachine.gotemplate.exec;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoStruct;
import io.onemachine.gotemplate.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates fields of values. */
final class Fields {
    private final ErrorContext context;

    Fields(ErrorContext context) {
        this.context = context;
    }

    /**
     * Returns the value of a chain of fields.
     *
     * @param hasArguments whether the last field has arguments, which only a function can take
     */
    @Nullable
    Object of(@Nullable Object start, List<String> names, boolean hasArguments) throws TemplateException {
        Object value = start;
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            value = field(value, names.get(i), hasArguments && isLast);
        }
        return value;
    }

    private @Nullable Object field(@Nullable Object receiver, String name, boolean hasArguments)
            throws TemplateException {
        boolean boxed = receiver instanceof Boxed;
        Object value = Boxed.open(receiver);
        if (value instanceof Absent || (value == null && !boxed)) {
            return Absent.MISSING;
        }
        Object target = GoPointer.follow(value);
        if (value == null || target == null) {
            throw context.error(
                    "nil pointer evaluating " + (boxed ? "interface {}" : Values.typeName(value)) + "." + name);
        }
        if (target instanceof Map<?, ?> map) {
            if (hasArguments) {
                throw context.error(name + " is not a method but has arguments");
            }
            return map.containsKey(name) ? new Boxed(map.get(name)) : Absent.MISSING;
        }
        if (target instanceof GoStruct struct && struct.fields().containsKey(name)) {
            if (hasArguments) {
                throw context.error(name + " has arguments but cannot be invoked as function");
            }
            return struct.fields().get(name);
        }
        Object method = methods(target).get(name);
        if (method != null && hasArguments) {
            throw context.error("wrong number of args for " + name + ": want 0 got 1");
        }
        if (method != null) {
            return method;
        }
        throw context.error(
                "can't evaluate field " + name + " in type " + (boxed ? "interface {}" : Values.typeName(value)));
    }

    private static Map<String, Object> methods(Object target) {
        if (target instanceof GoStruct struct) {
            return struct.methods();
        }
        return target instanceof GoInteger integer ? integer.methods() : Map.of();
    }
}
