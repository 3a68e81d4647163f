/**
 * The recorded output, exit codes and stores of docker-machine 0.16.2 for given command lines, and the comparison with them.
 * Used by the replay in this module and by the one that runs the built program; does not depend on classes of the product.
 */
@NullMarked
package io.onemachine.golden;

import org.jspecify.annotations.NullMarked;
