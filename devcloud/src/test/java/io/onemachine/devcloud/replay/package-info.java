/** Holds the cloud against what a real OpenNebula 6.8.3 front end answered. */
@NullMarked
package io.onemachine.devcloud.replay;

import org.jspecify.annotations.NullMarked;
