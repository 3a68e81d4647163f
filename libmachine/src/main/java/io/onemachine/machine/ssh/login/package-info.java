/** Waits until a host accepts a login, and reports why it does not. */
@NullMarked
package io.onemachine.machine.ssh.login;

import org.jspecify.annotations.NullMarked;
