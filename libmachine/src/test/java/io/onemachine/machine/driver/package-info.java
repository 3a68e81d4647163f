/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.driver;

import org.jspecify.annotations.NullMarked;
