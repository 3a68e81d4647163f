/** JSON as the Go program writes it, byte for byte. */
@NullMarked
package io.onemachine.machine.json;

import org.jspecify.annotations.NullMarked;
