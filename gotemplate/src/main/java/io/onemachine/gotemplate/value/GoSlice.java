package io.onemachine.gotemplate.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list whose elements are all of one type; a plain {@code List} stands for {@code []interface {}}.
 *
 * @param elementType Go's name of that type
 * @param list the elements; null for a nil slice, which is printed like an empty one
 */
public record GoSlice(String elementType, @Nullable List<@Nullable Object> list) {
    public GoSlice {
        list = list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** Returns a slice of strings. */
    public static GoSlice ofTexts(List<String> texts) {
        return new GoSlice("string", new ArrayList<>(texts));
    }

    public List<@Nullable Object> elements() {
        return list == null ? List.of() : list;
    }
}
