package io.onemachine.e2e.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * GitLab Runner with executor {@code docker+machine}. It reads the store itself, too.
 *
 * @param computer where it runs
 * @param machines the store's folder of machines
 */
record GitLabRunner(UserEnvironment computer, Path machines) {

    /** Where it connects, always with TLS. */
    record Credentials(String host, String certificates) {}

    /** Every folder is a machine, unless its name begins with a dot. */
    List<String> list() {
        if (!Files.exists(machines)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(machines)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that does not exist is removed without docker-machine, and its folder with it. */
    boolean exists(String name) {
        return Files.exists(machines.resolve(name).resolve("config.json"))
                && run("inspect", name).exitCode() == 0;
    }

    boolean canConnect(String name) {
        return run("config", name).exitCode() == 0;
    }

    Credentials credentials(String name) {
        return new Credentials(
                run("url", name).succeeds().stdout().strip(),
                run("inspect", name, "-f", "{{.HostOptions.AuthOptions.StorePath}}")
                        .succeeds()
                        .stdout()
                        .strip());
    }

    Outcome inspect(String name) {
        return run("inspect", name);
    }

    Outcome stop(String name) {
        return run("stop", name);
    }

    Outcome remove(String name) {
        return run("rm", "-y", name);
    }

    Outcome forceRemove(String name) {
        return run("rm", "-f", name);
    }

    /** {@code MachineOptions} stand as they are written in its configuration, after two dashes. */
    void createUntilTheTimeLimit(String name, Callable<Boolean> limit, String... options) {
        List<String> arguments = new ArrayList<>(List.of("create", "--driver", "opennebula"));
        for (String option : options) {
            arguments.add("--" + option);
        }
        arguments.add(name);
        untilTheTimeLimit(limit, arguments.toArray(String[]::new));
    }

    void stopUntilTheTimeLimit(String name, Callable<Boolean> limit) {
        untilTheTimeLimit(limit, "stop", name);
    }

    /** At its time limits it kills docker-machine with SIGKILL; here at a point of its work. */
    private void untilTheTimeLimit(Callable<Boolean> limit, String... arguments) {
        try {
            Process process = computer.start(commandLine(arguments));
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> limit.call() || !process.isAlive());
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor())
                    .as("exit code of %s, killed: %s%s", List.of(arguments), output.join(), errors.join())
                    .isEqualTo(128 + 9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(String... arguments) {
        return computer.runWithInput("", commandLine(arguments));
    }

    private static List<String> commandLine(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker-machine", "--bugsnag-api-token=no-report"));
        command.addAll(List.of(arguments));
        return command;
    }
}
