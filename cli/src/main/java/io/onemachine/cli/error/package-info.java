/** Failures of commands: their texts, codes and exit codes. */
@NullMarked
package io.onemachine.cli.error;

import org.jspecify.annotations.NullMarked;
