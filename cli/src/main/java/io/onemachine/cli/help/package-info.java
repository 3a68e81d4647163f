/** Writes help pages and manual pages. */
@NullMarked
package io.onemachine.cli.help;

import org.jspecify.annotations.NullMarked;
