/** The driver's options, their validation and their keys in config.json. */
@NullMarked
package io.onemachine.driver.opennebula.option;

import org.jspecify.annotations.NullMarked;
