/** The swarm part of the Docker engine's API, typed. Engines from 20.10 on answer it without an API version in the path. */
@NullMarked
package io.onemachine.swarm.engine;

import org.jspecify.annotations.NullMarked;
