/** Tests of the machines and what they are made with. */
@NullMarked
package io.onemachine.machine;

import org.jspecify.annotations.NullMarked;
