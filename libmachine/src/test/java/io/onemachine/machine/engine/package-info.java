/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.engine;

import org.jspecify.annotations.NullMarked;
