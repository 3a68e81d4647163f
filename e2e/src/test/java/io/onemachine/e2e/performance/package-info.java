/** Costs that tests hold: classes loaded, memory, network requests, large stores. */
@NullMarked
package io.onemachine.e2e.performance;

import org.jspecify.annotations.NullMarked;
