package io.onemachine.machine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of a host's labels. A label is a key alone or {@code KEY=VALUE}; a host has one label of a key.
 *
 * @param key the key
 * @param label the label to set; empty to remove the one of the key
 */
public record LabelChange(String key, Optional<String> label) {
    /**
     * Parses {@code KEY}, {@code KEY=VALUE} or {@code KEY-}.
     *
     * @throws IllegalArgumentException when it is none of these; the message says why
     */
    public static LabelChange parse(String text) {
        int equals = text.indexOf('=');
        boolean removes = equals < 0 && text.endsWith("-");
        String key = equals >= 0 ? text.substring(0, equals) : removes ? text.substring(0, text.length() - 1) : text;
        if (key.isBlank() || !key.equals(key.strip())) {
            throw new IllegalArgumentException("the label \"" + text + "\" has no key");
        }
        if (text.chars().anyMatch(c -> c == ',' || c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "a label cannot contain a comma or a control character: \"" + text + "\"");
        }
        return new LabelChange(key, removes ? Optional.empty() : Optional.of(text));
    }

    /** Returns labels with changes applied: a changed label keeps its place, a new one comes last. */
    public static List<String> apply(List<String> labels, List<LabelChange> changes) {
        List<String> result = new ArrayList<>(labels);
        for (LabelChange change : changes) {
            int place = indexOf(result, change.key());
            result.removeIf(label -> keyOf(label).equals(change.key()));
            change.label().ifPresent(label -> result.add(place < 0 ? result.size() : place, label));
        }
        return List.copyOf(result);
    }

    private static int indexOf(List<String> labels, String key) {
        for (int i = 0; i < labels.size(); i++) {
            if (keyOf(labels.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static String keyOf(String label) {
        int equals = label.indexOf('=');
        return equals < 0 ? label : label.substring(0, equals);
    }
}
