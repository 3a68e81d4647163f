/** The driver SPI: what makes, finds, starts, stops and removes the host behind a machine. */
@NullMarked
package io.onemachine.machine.driver;

import org.jspecify.annotations.NullMarked;
