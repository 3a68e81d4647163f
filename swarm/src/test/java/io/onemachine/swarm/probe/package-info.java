@NullMarked
package io.onemachine.swarm.probe;

import org.jspecify.annotations.NullMarked;
