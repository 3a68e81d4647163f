/** Faults on request: their effect, the calls and VMs they apply to, and how often. */
@NullMarked
package io.onemachine.devcloud.fault;

import org.jspecify.annotations.NullMarked;
