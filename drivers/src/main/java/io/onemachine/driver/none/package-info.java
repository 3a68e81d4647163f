/** The driver {@code none}: engines that somebody else runs, known by their URL. */
@NullMarked
package io.onemachine.driver.none;

import org.jspecify.annotations.NullMarked;
