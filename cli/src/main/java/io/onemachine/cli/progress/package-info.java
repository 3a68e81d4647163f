/** Shows the progress of a command: plain lines, and on a terminal one status line below them. */
@NullMarked
package io.onemachine.cli.progress;

import org.jspecify.annotations.NullMarked;
