package io.onemachine.fleet.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the problems of one file, each once. */
public final class Problems {
    /** A file with more problems than this is no fleet file; the rest is left out. */
    private static final int MOST = 1000;

    private final String file;
    private final Set<Problem> found = new LinkedHashSet<>();

    /** @param file the file's name, for messages */
    public Problems(String file) {
        this.file = file;
    }

    /** Adds a problem. */
    public void add(Place place, String message) {
        add(place, message, Optional.empty());
    }

    /** Adds a problem with a hint, which is a whole sentence. */
    public void add(Place place, String message, String hint) {
        add(place, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    private void add(Place place, String message, Optional<String> hint) {
        if (found.size() < MOST) {
            found.add(new Problem(file, place, message, hint));
        }
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns their number. */
    public int count() {
        return found.size();
    }

    /** Returns the problems in the order of the file. */
    public List<Problem> list() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Problem::place));
        return List.copyOf(sorted);
    }
}
