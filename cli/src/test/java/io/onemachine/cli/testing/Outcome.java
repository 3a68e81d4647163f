package io.onemachine.cli.testing;

/** The result of a run of the program. */
public record Outcome(int exit, String stdout, String stderr) {}
