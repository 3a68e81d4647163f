/** The passing of time behind a seam: sleeping, deadlines and adaptive polling. */
@NullMarked
package io.onemachine.machine.time;

import org.jspecify.annotations.NullMarked;
