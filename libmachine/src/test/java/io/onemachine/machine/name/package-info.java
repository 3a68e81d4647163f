/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.name;

import org.jspecify.annotations.NullMarked;
