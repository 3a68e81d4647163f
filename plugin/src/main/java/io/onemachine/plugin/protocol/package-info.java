/** What docker-machine and its driver plugins say to each other, whichever side we are on. */
@NullMarked
package io.onemachine.plugin.protocol;

import org.jspecify.annotations.NullMarked;
