package io.onemachine.gotemplate.value;

import io.onemachine.gotemplate.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value with a fixed set of fields; unlike in a map, an unknown field is an error.
 *
 * @param typeName Go's name of its type, for error messages
 * @param fields the fields in the order they are printed; values as {@link Template} takes them
 * @param methods the results of its methods without arguments, by name, which are read like fields but not printed with them
 */
public record GoStruct(String typeName, Map<String, @Nullable Object> fields, Map<String, Object> methods) {
    public GoStruct {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        methods = Map.copyOf(methods);
    }

    /** Creates a value without methods. */
    public GoStruct(String typeName, Map<String, @Nullable Object> fields) {
        this(typeName, fields, Map.of());
    }
}
