/** The drivers generic and none. */
@NullMarked
package io.onemachine.e2e.generic;

import org.jspecify.annotations.NullMarked;
