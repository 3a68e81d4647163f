/** The driver SPI: creates, finds, starts, stops and removes the host of a machine. */
@NullMarked
package io.onemachine.machine.driver;

import org.jspecify.annotations.NullMarked;
