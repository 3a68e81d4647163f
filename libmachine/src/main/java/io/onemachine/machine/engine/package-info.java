/** The Docker engine of a machine: its API over mutual TLS. */
@NullMarked
package io.onemachine.machine.engine;

import org.jspecify.annotations.NullMarked;
