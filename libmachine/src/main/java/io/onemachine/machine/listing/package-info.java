/** The status of many machines, asked of all at once and for a limited time. */
@NullMarked
package io.onemachine.machine.listing;

import org.jspecify.annotations.NullMarked;
