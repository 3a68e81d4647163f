/** The driver {@code generic}: existing hosts, reached by SSH. */
@NullMarked
package io.onemachine.driver.generic;

import org.jspecify.annotations.NullMarked;
