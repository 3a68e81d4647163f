/** Access to the front end: account, transport and error translation. */
@NullMarked
package io.onemachine.driver.opennebula.access;

import org.jspecify.annotations.NullMarked;
