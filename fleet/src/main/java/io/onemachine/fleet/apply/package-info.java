/** Bringing a fleet to what its file says. */
@NullMarked
package io.onemachine.fleet.apply;

import org.jspecify.annotations.NullMarked;
