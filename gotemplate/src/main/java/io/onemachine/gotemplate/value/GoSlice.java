package io.onemachine.gotemplate.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list whose elements are all of one type; a plain {@code List} is one of anything.
 *
 * @param elementType Go's name of that type
 * @param list the elements; null for a list that was never made, which is shown like an empty one
 */
public record GoSlice(String elementType, @Nullable List<@Nullable Object> list) {
    public GoSlice {
        list = list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** A list of texts. */
    public static GoSlice ofTexts(List<String> texts) {
        return new GoSlice("string", new ArrayList<>(texts));
    }

    public List<@Nullable Object> elements() {
        return list == null ? List.of() : list;
    }
}
