package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The exit code and the output of a program. */
public record Outcome(List<String> command, int exitCode, String stdout, String stderr) {

    /** Exit code 0 and nothing on stderr: continuous integration treats every line there as an error. */
    public Outcome succeeds() {
        assertThat(exitCode).as("exit code of %s", this).isZero();
        assertThat(stderr).as("stderr of %s", this).isEmpty();
        return this;
    }

    /** The exit code, an explanation on stderr, and no stack trace anywhere. */
    public Outcome failsWith(int expected) {
        assertThat(exitCode).as("exit code of %s", this).isEqualTo(expected);
        assertThat(stderr).as("stderr of %s", this).isNotBlank();
        assertThat(stdout + stderr).as("no stack trace").doesNotContain("\tat ").doesNotContain("Exception");
        return this;
    }

    /** This exit code, of a program whose exit code is an answer: nothing has to be on stderr, and no stack trace is anywhere. */
    public Outcome answers(int expected) {
        assertThat(exitCode).as("exit code of %s", this).isEqualTo(expected);
        assertThat(stdout + stderr).as("no stack trace").doesNotContain("\tat ").doesNotContain("Exception");
        return this;
    }

    public Outcome says(String... texts) {
        assertThat(stdout).as("stdout of %s", this).contains(texts);
        return this;
    }

    public Outcome complains(String... texts) {
        assertThat(stderr).as("stderr of %s", this).contains(texts);
        return this;
    }

    /** A line of stdout that matches all of a regular expression. */
    public Outcome showsLine(String regex) {
        assertThat(stdout.lines().toList())
                .as("stdout of %s", this)
                .anySatisfy(line -> assertThat(line).matches(regex));
        return this;
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\n--- exit code " + exitCode + "\n--- stdout\n" + stdout + "--- stderr\n"
                + stderr;
    }
}
