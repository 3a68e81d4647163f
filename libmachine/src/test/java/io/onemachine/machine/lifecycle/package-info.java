/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.lifecycle;

import org.jspecify.annotations.NullMarked;
