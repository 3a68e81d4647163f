/** What the tests of several modules share. */
@NullMarked
package io.onemachine.testing;

import org.jspecify.annotations.NullMarked;
