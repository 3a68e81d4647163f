package io.onemachine.machine.transfer;

/**
 * Options of a copy.
 *
 * @param recursive copy folders with all their content
 * @param delta transfer only differences, with {@code rsync}
 * @param quiet show no progress on the terminal
 */
public record CopyOptions(boolean recursive, boolean delta, boolean quiet) {}
