/** The OpenSSH client: the {@code ssh} program. */
@NullMarked
package io.onemachine.machine.ssh.openssh;

import org.jspecify.annotations.NullMarked;
