/** The driver {@code none}: engines that other tools manage, known by their URL. */
@NullMarked
package io.onemachine.driver.none;

import org.jspecify.annotations.NullMarked;
