package io.onemachine.devcloud.command;

import java.io.PrintStream;

/**
 * The output streams of a command.
 *
 * @param out results
 * @param err messages
 */
public record Console(PrintStream out, PrintStream err) {}
