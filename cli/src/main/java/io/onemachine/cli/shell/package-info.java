/** Environment variables and hints written in the languages of the shells people use. */
@NullMarked
package io.onemachine.cli.shell;

import org.jspecify.annotations.NullMarked;
