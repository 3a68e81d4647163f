/** Options of a command and how they are read from a command line: the rules of Go's {@code flag} package. */
@NullMarked
package io.onemachine.cli.flag;

import org.jspecify.annotations.NullMarked;
