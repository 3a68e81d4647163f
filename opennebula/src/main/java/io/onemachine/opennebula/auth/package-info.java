/** Who asks and where: the session and the endpoint, from every place OpenNebula's users keep them. */
@NullMarked
package io.onemachine.opennebula.auth;

import org.jspecify.annotations.NullMarked;
