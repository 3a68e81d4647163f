/** Maps the states of a VM to those of its machine. */
@NullMarked
package io.onemachine.driver.opennebula.status;

import org.jspecify.annotations.NullMarked;
