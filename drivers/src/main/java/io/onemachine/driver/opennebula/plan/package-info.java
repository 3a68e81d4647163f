/** What the VM of a new machine is to be, checked before it is created. */
@NullMarked
package io.onemachine.driver.opennebula.plan;

import org.jspecify.annotations.NullMarked;
