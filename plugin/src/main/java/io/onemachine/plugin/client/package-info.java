/**
 * Driver plugins of others: programs called {@code docker-machine-driver-NAME}, found in {@code PATH}, each a process for
 * one machine, as drivers of this program.
 */
@NullMarked
package io.onemachine.plugin.client;

import org.jspecify.annotations.NullMarked;
