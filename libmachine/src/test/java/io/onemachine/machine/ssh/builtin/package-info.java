/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.ssh.builtin;

import org.jspecify.annotations.NullMarked;
