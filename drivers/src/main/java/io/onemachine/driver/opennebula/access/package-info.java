/** Access to the front end: account, transport, and what its errors mean. */
@NullMarked
package io.onemachine.driver.opennebula.access;

import org.jspecify.annotations.NullMarked;
