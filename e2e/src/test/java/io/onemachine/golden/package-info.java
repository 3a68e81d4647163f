/** The recorded output, exit codes and stores of docker-machine 0.16.2 for given command lines, and the comparison with them. */
@NullMarked
package io.onemachine.golden;

import org.jspecify.annotations.NullMarked;
