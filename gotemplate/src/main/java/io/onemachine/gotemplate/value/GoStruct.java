package io.onemachine.gotemplate.value;

import io.onemachine.gotemplate.Template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value with a fixed set of fields: asking for another one is an error, where a map has no value for it.
 *
 * @param typeName how error messages call its type
 * @param fields its fields in the order they are printed; values as {@link Template} takes them
 */
public record GoStruct(String typeName, Map<String, @Nullable Object> fields) {
    public GoStruct {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
