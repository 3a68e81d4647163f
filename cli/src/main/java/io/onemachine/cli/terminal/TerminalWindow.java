package io.onemachine.cli.terminal;

/** The window of a terminal, which the user can resize at any time. */
@FunctionalInterface
public interface TerminalWindow {
    /** Returns its present size. */
    TerminalSize size();
}
