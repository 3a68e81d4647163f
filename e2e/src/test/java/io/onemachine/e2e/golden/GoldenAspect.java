package io.onemachine.e2e.golden;

/** The aspects in which a result can differ from a case. */
public enum GoldenAspect {
    EXIT("exit"),
    OUTPUT("output"),
    /** The meaning of stderr, not its words: whether it is empty, what it names, and the texts that other programs match. */
    ERRORS("errors"),
    /** The folders and files of the store, with their modes. */
    FILES("files"),
    /** The texts of config.json files. */
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
