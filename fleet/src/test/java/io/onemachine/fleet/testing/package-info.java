/** A cloud in memory for the tests of plan and apply. */
@NullMarked
package io.onemachine.fleet.testing;

import org.jspecify.annotations.NullMarked;
