/** Replacements for the outside world in tests: time, progress, drivers, hosts. */
@NullMarked
package io.onemachine.machine.testing;

import org.jspecify.annotations.NullMarked;
