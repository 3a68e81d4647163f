/** The driver's options, what they may be, and where config.json keeps them. */
@NullMarked
package io.onemachine.driver.opennebula.option;

import org.jspecify.annotations.NullMarked;
