/** What tests use instead of the world: time, progress, drivers, hosts. */
@NullMarked
package io.onemachine.machine.testing;

import org.jspecify.annotations.NullMarked;
