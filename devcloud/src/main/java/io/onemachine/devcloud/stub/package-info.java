/** Simulated hosts: an SSH server and a Docker Engine that answer provisioning's requests and need few resources. */
@NullMarked
package io.onemachine.devcloud.stub;

import org.jspecify.annotations.NullMarked;
