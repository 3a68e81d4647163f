package io.onemachine.golden;

/** What of a case can be the same or differ. */
public enum GoldenAspect {
    EXIT("exit"),
    OUTPUT("output"),
    /** What stderr means, not its words: whether it says anything, what it names, and the texts other programs match. */
    ERRORS("errors"),
    /** The folders and files of the store, with their modes. */
    FILES("files"),
    /** The text of config.json files. */
    CONFIG("config");

    private final String word;

    GoldenAspect(String word) {
        this.word = word;
    }

    static GoldenAspect of(String word) {
        for (GoldenAspect aspect : values()) {
            if (aspect.word.equals(word)) {
                return aspect;
            }
        }
        throw new IllegalArgumentException(word + " is nothing a case can differ in");
    }
}
