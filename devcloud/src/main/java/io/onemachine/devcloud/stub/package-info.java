/** Simulated hosts: an SSH server and a Docker Engine that answer what provisioning asks, and cost next to nothing. */
@NullMarked
package io.onemachine.devcloud.stub;

import org.jspecify.annotations.NullMarked;
