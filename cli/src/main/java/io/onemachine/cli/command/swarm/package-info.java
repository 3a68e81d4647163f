/** Commands about Docker's swarm mode. */
@NullMarked
package io.onemachine.cli.command.swarm;

import org.jspecify.annotations.NullMarked;
