/** Texts, invalid input, output and manual pages of the command line. */
@NullMarked
package io.onemachine.e2e.commandline;

import org.jspecify.annotations.NullMarked;
