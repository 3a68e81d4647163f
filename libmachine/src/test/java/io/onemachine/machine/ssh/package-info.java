/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.ssh;

import org.jspecify.annotations.NullMarked;
