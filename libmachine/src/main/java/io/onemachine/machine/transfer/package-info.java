/** Files between this computer and hosts: copied, and mounted. */
@NullMarked
package io.onemachine.machine.transfer;

import org.jspecify.annotations.NullMarked;
