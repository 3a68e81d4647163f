/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.provision;

import org.jspecify.annotations.NullMarked;
