/** What a driver may know and change of an existing host, beside its power: an optional part of the driver SPI. */
@NullMarked
package io.onemachine.machine.host;

import org.jspecify.annotations.NullMarked;
