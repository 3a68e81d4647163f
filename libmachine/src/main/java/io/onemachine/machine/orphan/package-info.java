/** Hosts that no machine of the store knows any more. */
@NullMarked
package io.onemachine.machine.orphan;

import org.jspecify.annotations.NullMarked;
