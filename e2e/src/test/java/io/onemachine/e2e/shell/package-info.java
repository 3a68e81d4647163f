/** Completion, prompt and environment in real shells. */
@NullMarked
package io.onemachine.e2e.shell;

import org.jspecify.annotations.NullMarked;
