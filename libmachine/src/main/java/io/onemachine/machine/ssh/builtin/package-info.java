/** The built-in SSH client, on JSch. */
@NullMarked
package io.onemachine.machine.ssh.builtin;

import org.jspecify.annotations.NullMarked;
