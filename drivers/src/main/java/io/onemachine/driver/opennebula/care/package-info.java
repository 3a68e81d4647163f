/** What is done with an existing VM besides its power: size, name, lease, labels, snapshots, adoption. */
@NullMarked
package io.onemachine.driver.opennebula.care;

import org.jspecify.annotations.NullMarked;
