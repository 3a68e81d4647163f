/** Engines of hosts: source, version, settings, and set-ups that fail. */
@NullMarked
package io.onemachine.e2e.engine;

import org.jspecify.annotations.NullMarked;
