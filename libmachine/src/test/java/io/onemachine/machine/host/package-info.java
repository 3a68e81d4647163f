/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.host;

import org.jspecify.annotations.NullMarked;
