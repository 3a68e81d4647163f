/** Locks that let one command at a time change a machine. */
@NullMarked
package io.onemachine.machine.lock;

import org.jspecify.annotations.NullMarked;
