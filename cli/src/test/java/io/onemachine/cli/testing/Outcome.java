package io.onemachine.cli.testing;

/** What a run of the program came to. */
public record Outcome(int exit, String stdout, String stderr) {}
