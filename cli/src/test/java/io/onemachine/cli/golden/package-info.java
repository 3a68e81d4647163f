/** Replays command lines and compares with the recorded output and exit codes of the Go program. */
@NullMarked
package io.onemachine.cli.golden;

import org.jspecify.annotations.NullMarked;
