/** The swarm of a fleet file: what differs, and the changes that bring machines to it. */
@NullMarked
package io.onemachine.fleet.swarm;

import org.jspecify.annotations.NullMarked;
