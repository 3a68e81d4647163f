/** The methods of OpenNebula's API that this cloud answers. */
@NullMarked
package io.onemachine.devcloud.api;

import org.jspecify.annotations.NullMarked;
