/** What a virtual machine of the embedded cloud runs on: the seam between the front end and its hosts. */
@NullMarked
package io.onemachine.devcloud.hypervisor;

import org.jspecify.annotations.NullMarked;
