/** The commands, one class each: they read the arguments, call the library and print the result. */
@NullMarked
package io.onemachine.cli.command;

import org.jspecify.annotations.NullMarked;
