/** Moves VMs from state to state: places them on the host, starts and stops them, cleans up after them. */
@NullMarked
package io.onemachine.devcloud.lifecycle;

import org.jspecify.annotations.NullMarked;
