package io.onemachine.plugin.gob;

/**
 * The limits of a reader, so that a hostile stream costs a bounded amount of memory and time.
 *
 * @param valueBytes the longest message, and the most that all messages of one value may hold together, its type
 *     definitions included
 * @param definitionBytes the most that all type definitions of a stream may hold together: they are kept for its life
 * @param nodes the most nodes a value's tree may have; a node takes as little as one byte in the stream and some 40 in
 *     memory
 * @param depth the deepest nesting of a value
 */
public record GobLimits(int valueBytes, int definitionBytes, int nodes, int depth) {

    /** 8 MiB a value, 256 KiB of type definitions, 200 000 nodes, 100 levels: less than 40 MB of memory in all. */
    public static final GobLimits DEFAULT = new GobLimits(8 << 20, 256 << 10, 200_000, 100);

    public GobLimits {
        if (valueBytes < 1 || definitionBytes < 1 || nodes < 1 || depth < 1) {
            throw new IllegalArgumentException("limits below 1");
        }
    }
}
