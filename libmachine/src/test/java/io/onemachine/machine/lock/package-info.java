/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.lock;

import org.jspecify.annotations.NullMarked;
