/** Scripts that complete the command line in the shells people use, and that bring it into them. */
@NullMarked
package io.onemachine.cli.completion;

import org.jspecify.annotations.NullMarked;
