/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.time;

import org.jspecify.annotations.NullMarked;
