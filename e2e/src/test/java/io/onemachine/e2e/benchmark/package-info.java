/** The benchmark, which measures and asserts nothing about time. */
@NullMarked
package io.onemachine.e2e.benchmark;

import org.jspecify.annotations.NullMarked;
