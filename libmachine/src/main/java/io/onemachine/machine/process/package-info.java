/** Runs programs on this computer: argument list in, exit code and output out. */
@NullMarked
package io.onemachine.machine.process;

import org.jspecify.annotations.NullMarked;
