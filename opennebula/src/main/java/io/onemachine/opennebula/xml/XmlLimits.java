package io.onemachine.opennebula.xml;

/**
 * The limits beyond which a document is refused.
 *
 * @param maxCharacters length of the document in characters
 * @param maxDepth nesting of elements
 * @param maxElements number of elements
 */
public record XmlLimits(long maxCharacters, int maxDepth, int maxElements) {

    /** Room for the pools of a large cloud: 64 Mi characters, 64 levels, 4 million elements. */
    public static final XmlLimits DEFAULT = new XmlLimits(64L << 20, 64, 4_000_000);

    public XmlLimits {
        if (maxCharacters < 1 || maxDepth < 1 || maxElements < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
