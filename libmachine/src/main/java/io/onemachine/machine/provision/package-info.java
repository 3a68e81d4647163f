/** Makes a host that can be logged in to a Docker host: one provisioner a family of systems. */
@NullMarked
package io.onemachine.machine.provision;

import org.jspecify.annotations.NullMarked;
