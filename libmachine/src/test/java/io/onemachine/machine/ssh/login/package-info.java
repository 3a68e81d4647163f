/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.ssh.login;

import org.jspecify.annotations.NullMarked;
