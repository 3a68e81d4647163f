/** The control interface between the program and its running cloud: status, stop, access, faults, counters. */
@NullMarked
package io.onemachine.devcloud.control;

import org.jspecify.annotations.NullMarked;
