/** SSH to a machine's host: keys, reachability, commands, scripts and shells, by the ssh program or natively. */
@NullMarked
package io.onemachine.machine.ssh;

import org.jspecify.annotations.NullMarked;
