/** The cloud's state on disk: a file with its objects and a file per VM, each replaced as a whole. */
@NullMarked
package io.onemachine.devcloud.state;

import org.jspecify.annotations.NullMarked;
