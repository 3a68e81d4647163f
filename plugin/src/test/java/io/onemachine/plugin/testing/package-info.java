/** Helpers for the tests of several packages. */
@NullMarked
package io.onemachine.plugin.testing;

import org.jspecify.annotations.NullMarked;
