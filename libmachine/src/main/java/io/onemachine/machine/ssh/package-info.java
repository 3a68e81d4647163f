/** SSH to a machine's host: keys, reachability, commands, scripts and shells, with the OpenSSH or the built-in client. */
@NullMarked
package io.onemachine.machine.ssh;

import org.jspecify.annotations.NullMarked;
