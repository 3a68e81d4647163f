/** Credentials and endpoint, from every place where users of OpenNebula keep them. */
@NullMarked
package io.onemachine.opennebula.auth;

import org.jspecify.annotations.NullMarked;
