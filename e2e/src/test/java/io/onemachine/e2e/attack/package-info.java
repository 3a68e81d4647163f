/** Attacks by servers, by other users of the computer and by files: the programs refuse each of them. */
@NullMarked
package io.onemachine.e2e.attack;

import org.jspecify.annotations.NullMarked;
