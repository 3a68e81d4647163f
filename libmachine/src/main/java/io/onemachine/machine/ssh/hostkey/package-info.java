/** Keys of hosts: which are known, and how they are checked. */
@NullMarked
package io.onemachine.machine.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
