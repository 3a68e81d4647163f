/** The methods of OpenNebula's API that this cloud supports. */
@NullMarked
package io.onemachine.devcloud.api;

import org.jspecify.annotations.NullMarked;
