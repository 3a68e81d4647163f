/** The progress of long operations, as events for a program to show. */
@NullMarked
package io.onemachine.machine.progress;

import org.jspecify.annotations.NullMarked;
