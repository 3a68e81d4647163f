/** What can go wrong with a machine: one unchecked hierarchy, each type one kind of failure. */
@NullMarked
package io.onemachine.machine.error;

import org.jspecify.annotations.NullMarked;
