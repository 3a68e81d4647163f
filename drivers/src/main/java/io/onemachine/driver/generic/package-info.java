/** The driver {@code generic}: hosts that are there already, reached by SSH. */
@NullMarked
package io.onemachine.driver.generic;

import org.jspecify.annotations.NullMarked;
