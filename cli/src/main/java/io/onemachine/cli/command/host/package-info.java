/** The commands about the life of a machine's host after its creation: size, name, lease, labels, snapshots, console, logs, adoption. */
@NullMarked
package io.onemachine.cli.command.host;

import org.jspecify.annotations.NullMarked;
