/** The docker-machine command line. */
@NullMarked
package io.onemachine.cli;

import org.jspecify.annotations.NullMarked;
