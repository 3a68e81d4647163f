/** Puts a cloud together and runs it in this process. */
@NullMarked
package io.onemachine.devcloud.daemon;

import org.jspecify.annotations.NullMarked;
