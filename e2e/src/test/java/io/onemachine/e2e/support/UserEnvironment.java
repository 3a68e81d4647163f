package io.onemachine.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user's computer: a home folder and a store of its own, an environment, and the programs of the checkout.
 *
 * <p>The whole output of a program is collected. A program that does not end is killed and reported, so that it fails a test instead of
 * blocking the build.
 */
public final class UserEnvironment {

    private static final Path CHECKOUT = Path.of(System.getProperty("onemachine.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    private static final long LIMIT_MINUTES = 10;

    private final Path folder;
    private final Path directory;
    private final Map<String, String> environment;

    private UserEnvironment(Path folder, Path directory, Map<String, String> environment) {
        this.folder = folder;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    public static UserEnvironment in(Path folder) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", path());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("MACHINE_STORAGE_PATH", folder.resolve("store").toString());
        String javaHome = System.getenv("JAVA_HOME");
        if (javaHome != null) {
            environment.put("JAVA_HOME", javaHome);
        }
        try {
            Files.createDirectories(folder.resolve("home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UserEnvironment(folder, folder, environment);
    }

    /** Where programs are looked for: those of the checkout first. */
    public static String path() {
        return CHECKOUT.resolve("bin") + ":" + System.getenv("PATH");
    }

    public static Path checkout() {
        return CHECKOUT;
    }

    /** The same computer with more variables; the empty text unsets one. */
    public UserEnvironment with(Map<String, String> more) {
        Map<String, String> merged = new LinkedHashMap<>(environment);
        merged.putAll(more);
        merged.values().removeIf(String::isEmpty);
        return new UserEnvironment(folder, directory, merged);
    }

    public UserEnvironment with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same computer with its user in another folder. */
    public UserEnvironment at(Path newDirectory) {
        return new UserEnvironment(folder, newDirectory, environment);
    }

    /** The same computer with variables as they are given: null unsets one, the empty text is a value. */
    public UserEnvironment withExactly(Map<String, @Nullable String> more) {
        Map<String, String> merged = new LinkedHashMap<>(environment);
        more.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return new UserEnvironment(folder, directory, merged);
    }

    /** The same computer with the root file systems of the user who runs the tests: they are costly to build. */
    public UserEnvironment withSharedCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return with(
                "XDG_CACHE_HOME",
                cache == null
                        ? Path.of(System.getProperty("user.home"), ".cache").toString()
                        : cache);
    }

    public Path store() {
        return Path.of(environment.getOrDefault(
                "MACHINE_STORAGE_PATH", folder.resolve("store").toString()));
    }

    public Path machine(String name) {
        return store().resolve("machines").resolve(name);
    }

    /** Runs {@code docker-machine} with end of file as its input. */
    public Outcome dockerMachine(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst("docker-machine");
        return runWithInput("", command);
    }

    /** Runs {@code docker-machine create} with driver opennebula. */
    public Outcome create(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("create", "--driver", "opennebula"));
        arguments.addAll(List.of(options));
        arguments.add(name);
        return dockerMachine(arguments.toArray(String[]::new));
    }

    public Outcome run(String... command) {
        return runWithInput("", List.of(command));
    }

    public Outcome runWithInput(String input, List<String> command) {
        try {
            Process process = start(command);
            CompletableFuture<String> stdout = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> stderr = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program ended without reading all of it; its output says why.
            }
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + command + "\n" + stdout.join() + stderr.join());
            }
            return new Outcome(command, process.exitValue(), stdout.join(), stderr.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public Process start(List<String> command) throws IOException {
        return prepared(resolved(command)).start();
    }

    /** A program as this computer's user would run it, not started yet. */
    public ProcessBuilder prepared(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(directory.toFile());
        return builder;
    }

    /**
     * ProcessBuilder looks programs up in this process's PATH, not in the one it is given. Ours get the default SIGINT:
     * tests that run in the background ignore it, and children inherit that.
     */
    private static List<String> resolved(List<String> command) {
        Path ours = CHECKOUT.resolve("bin").resolve(command.getFirst());
        if (command.getFirst().contains("/") || !Files.isExecutable(ours)) {
            return command;
        }
        List<String> resolved = new ArrayList<>(List.of("env", "--default-signal=INT", ours.toString()));
        resolved.addAll(command.subList(1, command.size()));
        return resolved;
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
