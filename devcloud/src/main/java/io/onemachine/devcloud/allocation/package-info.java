/** Creates VMs from template texts: resolves disks, leases, quotas and contextualization. */
@NullMarked
package io.onemachine.devcloud.allocation;

import org.jspecify.annotations.NullMarked;
