/** What tests of the cloud are made of: a hypervisor that obeys, a pace that waits to be told, a cloud with an HTTP port. */
@NullMarked
package io.onemachine.devcloud.testing;

import org.jspecify.annotations.NullMarked;
