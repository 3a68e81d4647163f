/** The SPI between the embedded cloud and the hosts that its VMs run on. */
@NullMarked
package io.onemachine.devcloud.hypervisor;

import org.jspecify.annotations.NullMarked;
