/** Tests of the machines and of how they are created. */
@NullMarked
package io.onemachine.machine;

import org.jspecify.annotations.NullMarked;
