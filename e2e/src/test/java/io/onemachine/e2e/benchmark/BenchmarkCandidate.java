package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in a benchmark.
 *
 * @param name what tables call it
 * @param computer whose user runs it
 * @param program how it is called, without arguments
 */
record BenchmarkCandidate(String name, UserEnvironment computer, List<String> program) {

    private static final double NANOS_PER_MILLISECOND = 1e6;

    BenchmarkCandidate on(UserEnvironment other) {
        return new BenchmarkCandidate(name, other, program);
    }

    private List<String> command(List<String> arguments) {
        List<String> all = new ArrayList<>(program);
        all.addAll(arguments);
        return all;
    }

    /** Runs it until it exits; fails when it fails. */
    Outcome run(List<String> arguments) {
        Outcome outcome = computer.runWithInput("", command(arguments));
        if (outcome.exitCode() != 0) {
            throw new AssertionError(outcome.toString());
        }
        return outcome;
    }

    /** Milliseconds from its start to its exit, its output discarded. */
    double time(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = computer.prepared(command(arguments))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        int exitCode = process.waitFor();
        double taken = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
        if (exitCode != 0) {
            throw new AssertionError("ended with " + exitCode + ", and, run again, as follows: "
                    + computer.runWithInput("", command(arguments)));
        }
        return taken;
    }

    /** Milliseconds from its start to the end of the first line that it prints; it is killed then. */
    double timeToFirstLine(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = computer.prepared(command(arguments)).redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader()) {
            if (lines.readLine() == null) {
                throw new AssertionError("it printed nothing: " + command(arguments));
            }
            return (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The most memory that it and the processes it starts had at one time. */
    Memory memory(List<String> arguments) throws IOException, InterruptedException {
        Process process = computer.prepared(command(arguments))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Memory most = new Memory(0, 0);
        while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
            Memory now = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .map(handle -> Memory.of(handle.pid()))
                    .reduce(new Memory(0, 0), Memory::plus);
            most = most.max(now);
        }
        return most;
    }

    /**
     * Memory of processes.
     *
     * @param kibibytes their proportional set sizes (PSS) together
     */
    record Memory(long kibibytes, int processes) {

        private static Memory of(long pid) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                return lines.filter(line -> line.startsWith("Pss:"))
                        .findFirst()
                        .map(line -> new Memory(Long.parseLong(line.replaceAll("\\D", "")), 1))
                        .orElse(new Memory(0, 0));
            } catch (IOException | RuntimeException e) {
                return new Memory(0, 0); // it has ended
            }
        }

        private Memory plus(Memory other) {
            return new Memory(kibibytes + other.kibibytes, processes + other.processes);
        }

        private Memory max(Memory other) {
            return new Memory(Math.max(kibibytes, other.kibibytes), Math.max(processes, other.processes));
        }

        String text() {
            return (kibibytes + 512) / 1024 + " MiB";
        }
    }
}
