/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.pem;

import org.jspecify.annotations.NullMarked;
