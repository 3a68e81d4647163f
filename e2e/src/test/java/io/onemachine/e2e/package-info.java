/** The programs as their users meet them: run from {@code bin/}, judged by output, exit code, files, the wire and the hosts. */
@NullMarked
package io.onemachine.e2e;

import org.jspecify.annotations.NullMarked;
