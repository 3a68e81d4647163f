@NullMarked
package io.onemachine.swarm;

import org.jspecify.annotations.NullMarked;
