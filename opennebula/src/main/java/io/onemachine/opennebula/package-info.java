/** The client: typed calls to an OpenNebula front end; start with {@link io.onemachine.opennebula.OpenNebulaClient}. */
@NullMarked
package io.onemachine.opennebula;

import org.jspecify.annotations.NullMarked;
