/** Holds the cloud against what real OpenNebula front ends answered. */
@NullMarked
package io.onemachine.devcloud.replay;

import org.jspecify.annotations.NullMarked;
