package io.onemachine.e2e.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * Values of a repeated measurement.
 *
 * @param values at least one, in milliseconds or any other unit
 */
record Samples(List<Double> values) {

    Samples {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double least() {
        return values.getFirst();
    }

    /** How many times as much as others this is, by the medians: {@code 1.37}. */
    String ratioTo(Samples others) {
        return String.format(Locale.ROOT, "%.2f", median() / others.median());
    }

    /** Median and least, whole from 100 on. */
    String text() {
        return shown(median()) + " (" + shown(least()) + ")";
    }

    static String shown(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
