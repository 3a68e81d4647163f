/** What there is to know about many machines, asked of all of them at once and for a limited time. */
@NullMarked
package io.onemachine.machine.listing;

import org.jspecify.annotations.NullMarked;
