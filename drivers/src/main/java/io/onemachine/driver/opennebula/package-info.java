/** The driver for OpenNebula: makes, finds, starts, stops and removes a virtual machine through the front end's API. */
@NullMarked
package io.onemachine.driver.opennebula;

import org.jspecify.annotations.NullMarked;
