/** Writes environment variables, hints and completion scripts for the supported shells. */
@NullMarked
package io.onemachine.cli.shell;

import org.jspecify.annotations.NullMarked;
