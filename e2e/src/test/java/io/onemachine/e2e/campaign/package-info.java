/** Injected faults, killed commands and commands at the same time: nothing is left over and the store stays consistent. */
@NullMarked
package io.onemachine.e2e.campaign;

import org.jspecify.annotations.NullMarked;
