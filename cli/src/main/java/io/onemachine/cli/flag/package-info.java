/** Options of commands, and a parser that follows the rules of Go's {@code flag} package. */
@NullMarked
package io.onemachine.cli.flag;

import org.jspecify.annotations.NullMarked;
