/** OpenNebula's objects as records, and the states of VMs as enums. */
@NullMarked
package io.onemachine.opennebula.resource;

import org.jspecify.annotations.NullMarked;
