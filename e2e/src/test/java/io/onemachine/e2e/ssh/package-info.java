/** The commands {@code ssh}, {@code scp} and {@code mount}. */
@NullMarked
package io.onemachine.e2e.ssh;

import org.jspecify.annotations.NullMarked;
