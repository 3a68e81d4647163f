/** The protocol between docker-machine and its driver plugins, for both sides. */
@NullMarked
package io.onemachine.plugin.protocol;

import org.jspecify.annotations.NullMarked;
