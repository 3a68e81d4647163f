/** Tests of the built programs: run from {@code bin/}, checked by output, exit code, files, network traffic and hosts. */
@NullMarked
package io.onemachine.e2e;

import org.jspecify.annotations.NullMarked;
