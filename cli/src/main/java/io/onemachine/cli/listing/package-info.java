/** Parses the filters of {@code ls} and formats its rows. */
@NullMarked
package io.onemachine.cli.listing;

import org.jspecify.annotations.NullMarked;
