/**
 * Go's gob encoding (package {@code encoding/gob}): a stream of values that describes its own types.
 *
 * <p>A {@link io.onemachine.plugin.gob.GobReader} turns any stream into a tree of {@link
 * io.onemachine.plugin.gob.GobValue}s without knowing the types in advance; a {@link
 * io.onemachine.plugin.gob.GobWriter} writes such trees with the {@link io.onemachine.plugin.gob.GobType}s it is given.
 * The format is described in the documentation of Go's package.
 */
@NullMarked
package io.onemachine.plugin.gob;

import org.jspecify.annotations.NullMarked;
