/** How the program speaks with the cloud it has started: status, stop, access, faults, counters. */
@NullMarked
package io.onemachine.devcloud.control;

import org.jspecify.annotations.NullMarked;
