package io.onemachine.fleet.plan;

/**
 * A setting that is not as the file says.
 *
 * @param setting its name as in the file, such as {@code memory} or {@code engine.label}
 * @param present its present value as text; empty for none
 * @param wanted the file's value as text; empty for none
 * @param effect what changing it does
 * @param isDrift whether it was changed by other means since the file was last applied
 */
public record Difference(String setting, String present, String wanted, Effect effect, boolean isDrift) {
    /** Returns a text for the user, such as {@code memory: 2048 → 4096} or {@code memory is 4096 in the cloud, 2048 in the file}. */
    public String text() {
        return isDrift
                ? setting + " is " + orNone(present) + " in the cloud, " + orNone(wanted) + " in the file"
                : setting + ": " + orNone(present) + " → " + orNone(wanted);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
