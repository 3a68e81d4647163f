/** Host keys: which are pinned, and how they are checked. */
@NullMarked
package io.onemachine.machine.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
