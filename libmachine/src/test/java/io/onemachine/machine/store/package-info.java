/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.store;

import org.jspecify.annotations.NullMarked;
