/** Copies files between this computer and hosts, and mounts folders of hosts. */
@NullMarked
package io.onemachine.machine.transfer;

import org.jspecify.annotations.NullMarked;
