/** Swarm mode of Docker with real hosts: forming, changing, upgrading and taking apart. */
@NullMarked
package io.onemachine.e2e.swarm;

import org.jspecify.annotations.NullMarked;
