/** Turns a host with SSH into a Docker host, with one provisioner for each family of systems. */
@NullMarked
package io.onemachine.machine.provision;

import org.jspecify.annotations.NullMarked;
