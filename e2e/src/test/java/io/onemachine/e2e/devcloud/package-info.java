/** The embedded cloud itself: its life, and the OpenNebula releases that it imitates. */
@NullMarked
package io.onemachine.e2e.devcloud;

import org.jspecify.annotations.NullMarked;
