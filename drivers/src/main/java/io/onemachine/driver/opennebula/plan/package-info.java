/** Plans the VM of a new machine and checks it before creation. */
@NullMarked
package io.onemachine.driver.opennebula.plan;

import org.jspecify.annotations.NullMarked;
