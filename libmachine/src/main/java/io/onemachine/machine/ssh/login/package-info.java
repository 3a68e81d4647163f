/** Waits until a host lets us in, and says why it does not. */
@NullMarked
package io.onemachine.machine.ssh.login;

import org.jspecify.annotations.NullMarked;
