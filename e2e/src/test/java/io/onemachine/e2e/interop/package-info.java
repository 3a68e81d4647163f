/** Programs that call docker-machine: their command lines, and what they read of its answers and of the store. */
@NullMarked
package io.onemachine.e2e.interop;

import org.jspecify.annotations.NullMarked;
