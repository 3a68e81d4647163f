/** The options of a machine's host (engine, classic swarm, TLS files) as they stand in config.json. */
@NullMarked
package io.onemachine.machine.options;

import org.jspecify.annotations.NullMarked;
