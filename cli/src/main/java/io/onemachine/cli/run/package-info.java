/** Runs commands: program context, invocation, batches of machines, help and errors. */
@NullMarked
package io.onemachine.cli.run;

import org.jspecify.annotations.NullMarked;
