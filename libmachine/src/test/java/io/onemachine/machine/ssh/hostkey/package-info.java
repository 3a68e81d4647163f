/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
