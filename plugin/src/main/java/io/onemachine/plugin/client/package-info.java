/**
 * Third-party driver plugins as drivers of this program: programs called {@code docker-machine-driver-NAME}, found in
 * {@code PATH}, each process serving one machine.
 */
@NullMarked
package io.onemachine.plugin.client;

import org.jspecify.annotations.NullMarked;
