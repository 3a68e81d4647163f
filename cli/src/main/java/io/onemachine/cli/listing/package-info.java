/** How {@code ls} takes its filters and shows its rows. */
@NullMarked
package io.onemachine.cli.listing;

import org.jspecify.annotations.NullMarked;
