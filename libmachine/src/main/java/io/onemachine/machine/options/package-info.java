/** The options of a machine's host (engine, classic Swarm, TLS files), in the form of config.json. */
@NullMarked
package io.onemachine.machine.options;

import org.jspecify.annotations.NullMarked;
