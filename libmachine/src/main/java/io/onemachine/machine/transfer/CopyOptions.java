package io.onemachine.machine.transfer;

/**
 * How to copy.
 *
 * @param recursive folders with all that is in them
 * @param delta only what differs, by {@code rsync}
 * @param quiet no progress on the terminal
 */
public record CopyOptions(boolean recursive, boolean delta, boolean quiet) {}
