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
 */
public record GoStruct(String typeName, Map<String, @Nullable Object> fields) {
    public GoStruct {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
