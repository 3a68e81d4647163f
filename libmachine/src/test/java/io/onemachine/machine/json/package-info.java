/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.json;

import org.jspecify.annotations.NullMarked;
