/** Swarms of machines: creating and joining them, roles, draining and leaving, and what a member needs when its host changes. */
@NullMarked
package io.onemachine.swarm;

import org.jspecify.annotations.NullMarked;
