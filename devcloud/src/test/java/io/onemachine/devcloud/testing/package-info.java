/** Test support for the cloud: a fake hypervisor, controllable delays, a cloud with an HTTP port. */
@NullMarked
package io.onemachine.devcloud.testing;

import org.jspecify.annotations.NullMarked;
