/** What the states of a VM mean for its machine. */
@NullMarked
package io.onemachine.driver.opennebula.status;

import org.jspecify.annotations.NullMarked;
