/** The commands, one class each: read the arguments, call the library, show what came of it. */
@NullMarked
package io.onemachine.cli.command;

import org.jspecify.annotations.NullMarked;
