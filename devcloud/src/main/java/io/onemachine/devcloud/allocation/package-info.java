/** Makes virtual machines of template texts: disks, leases, quotas and contextualization are resolved here. */
@NullMarked
package io.onemachine.devcloud.allocation;

import org.jspecify.annotations.NullMarked;
