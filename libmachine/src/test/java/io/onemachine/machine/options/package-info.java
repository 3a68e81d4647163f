/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.options;

import org.jspecify.annotations.NullMarked;
