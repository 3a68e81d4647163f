/** The recorded command lines of docker-machine 0.16.2, replayed with the built program. */
@NullMarked
package io.onemachine.e2e.golden;

import org.jspecify.annotations.NullMarked;
