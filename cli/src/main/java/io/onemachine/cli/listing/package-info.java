/** What {@code ls} and {@code active} know about machines, asked of all of them at once. */
@NullMarked
package io.onemachine.cli.listing;

import org.jspecify.annotations.NullMarked;
