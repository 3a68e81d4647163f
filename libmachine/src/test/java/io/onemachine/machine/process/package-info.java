/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.process;

import org.jspecify.annotations.NullMarked;
