/** Compares the cloud's answers with those of real OpenNebula front ends. */
@NullMarked
package io.onemachine.devcloud.replay;

import org.jspecify.annotations.NullMarked;
