/** Aligns columns of text and orders names. */
@NullMarked
package io.onemachine.cli.table;

import org.jspecify.annotations.NullMarked;
