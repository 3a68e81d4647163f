/** The program's streams, the terminal, and questions to the user. */
@NullMarked
package io.onemachine.cli.terminal;

import org.jspecify.annotations.NullMarked;
