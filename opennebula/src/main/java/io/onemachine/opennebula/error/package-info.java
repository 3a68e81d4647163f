/** Errors of calls to an OpenNebula front end. */
@NullMarked
package io.onemachine.opennebula.error;

import org.jspecify.annotations.NullMarked;
