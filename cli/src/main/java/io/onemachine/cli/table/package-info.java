/** Columns of text and the order of names in them. */
@NullMarked
package io.onemachine.cli.table;

import org.jspecify.annotations.NullMarked;
