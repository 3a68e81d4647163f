/** Builds a cloud from its parts and runs it in this process. */
@NullMarked
package io.onemachine.devcloud.daemon;

import org.jspecify.annotations.NullMarked;
