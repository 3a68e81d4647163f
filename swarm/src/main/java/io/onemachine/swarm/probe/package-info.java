/** What only scripts on the hosts of a swarm find out. */
@NullMarked
package io.onemachine.swarm.probe;

import org.jspecify.annotations.NullMarked;
