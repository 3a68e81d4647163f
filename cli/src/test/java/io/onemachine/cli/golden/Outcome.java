package io.onemachine.cli.golden;

/** What a run of the program came to. */
record Outcome(int exit, String stdout, String stderr) {}
