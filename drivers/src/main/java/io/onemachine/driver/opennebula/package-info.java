/** The OpenNebula driver: creates, finds, starts, stops and removes a VM through the front end's API. */
@NullMarked
package io.onemachine.driver.opennebula;

import org.jspecify.annotations.NullMarked;
