/** The SSH client that needs no program, on jsch. */
@NullMarked
package io.onemachine.machine.ssh.builtin;

import org.jspecify.annotations.NullMarked;
