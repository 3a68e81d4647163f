/** The command {@code create} with any driver: several machines, interrupts, hosts that do not come up, leftovers. */
@NullMarked
package io.onemachine.e2e.create;

import org.jspecify.annotations.NullMarked;
