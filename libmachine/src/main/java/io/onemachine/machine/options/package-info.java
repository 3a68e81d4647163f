/** The options of a machine's host: engine, classic Swarm, TLS files, SSH. */
@NullMarked
package io.onemachine.machine.options;

import org.jspecify.annotations.NullMarked;
