/** Finds, creates and removes VMs, and brings them to a target state. */
@NullMarked
package io.onemachine.driver.opennebula.vm;

import org.jspecify.annotations.NullMarked;
