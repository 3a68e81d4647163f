@NullMarked
package io.onemachine.swarm.engine;

import org.jspecify.annotations.NullMarked;
