/** Shows what goes on while a command works: plain lines, and on a terminal one status line below them. */
@NullMarked
package io.onemachine.cli.progress;

import org.jspecify.annotations.NullMarked;
