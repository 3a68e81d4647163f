/** Commands about the machines of a fleet file. */
@NullMarked
package io.onemachine.cli.command.fleet;

import org.jspecify.annotations.NullMarked;
