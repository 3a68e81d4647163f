package io.onemachine.e2e.interop;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.util.List;
import java.util.Optional;

/**
 * The Docker tooling of Eclipse Linux Tools, whose dialog for a new connection searches docker-machine's machines.
 *
 * @param computer where Eclipse runs
 */
record EclipseLinuxTools(UserEnvironment computer) {

    List<String> names() {
        return lines("ls", "-q");
    }

    /** Only a single line is taken for an address. */
    Optional<String> host(String machine) {
        List<String> lines = lines("url", machine);
        return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
    }

    /** The first line with the variable's name counts, of whatever kind it is. */
    Optional<String> certificates(String machine) {
        return lines("env", machine).stream()
                .filter(line -> line.contains("DOCKER_CERT_PATH"))
                .findFirst()
                .map(line -> line.split("=", -1)[1].replace("\"", ""));
    }

    /** A command that failed has no lines: what it wrote to stderr goes into a log. */
    private List<String> lines(String... arguments) {
        Outcome outcome = computer.dockerMachine(arguments);
        return outcome.exitCode() == 0 ? outcome.stdout().lines().toList() : List.of();
    }
}
