/** What can go wrong between this client and an OpenNebula front end. */
@NullMarked
package io.onemachine.opennebula.error;

import org.jspecify.annotations.NullMarked;
