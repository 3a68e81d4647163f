/** The errors of operations on machines: one unchecked hierarchy, one type for each kind of failure. */
@NullMarked
package io.onemachine.machine.error;

import org.jspecify.annotations.NullMarked;
