/** Time that tests can control: sleeping, deadlines and adaptive polling. */
@NullMarked
package io.onemachine.machine.time;

import org.jspecify.annotations.NullMarked;
