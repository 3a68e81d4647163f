/** Hosts that belong to no machine of the store any more. */
@NullMarked
package io.onemachine.machine.orphan;

import org.jspecify.annotations.NullMarked;
