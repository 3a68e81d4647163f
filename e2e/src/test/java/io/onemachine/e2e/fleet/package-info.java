/** Machines by a fleet file: comparing, applying, removing; and commands that take several machines at a time. */
@NullMarked
package io.onemachine.e2e.fleet;

import org.jspecify.annotations.NullMarked;
