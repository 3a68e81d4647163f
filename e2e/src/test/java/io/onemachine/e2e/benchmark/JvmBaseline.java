package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class that prints one line, on the JVM of our programs with a start-up cache of its own: no Java program can be faster. */
final class JvmBaseline {

    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:aot=off",
            "-Xlog:cds=off",
            "-Xmx256m",
            "-Xmn42m");

    /** What tables call it. */
    static final String NAME = "floor";

    private JvmBaseline() {}

    /** Creates it in a folder of its own. */
    static BenchmarkCandidate in(Path folder) throws IOException {
        UserEnvironment computer = UserEnvironment.in(folder);
        Path source = folder.resolve("Hello.java");
        Files.writeString(source, """
                public final class Hello {
                    public static void main(String[] arguments) {
                        System.out.println("Hello");
                    }
                }
                """);
        Path tools = Path.of(System.getProperty("java.home"), "bin");
        computer.run(tools.resolve("javac").toString(), source.toString()).succeeds();
        // A cache knows classes of JAR files only.
        Path jar = folder.resolve("hello.jar");
        computer.run(
                        tools.resolve("jar").toString(),
                        "--create",
                        "--file",
                        jar.toString(),
                        "-C",
                        folder.toString(),
                        "Hello.class")
                .succeeds();
        String java = UserEnvironment.checkout()
                .resolve("dist/target/runtime/bin/java")
                .toString();
        Path cache = folder.resolve("hello.aot");
        computer.run(command(java, "-XX:AOTCacheOutput=" + cache, jar).toArray(String[]::new));
        if (!Files.exists(cache)) {
            throw new AssertionError("no start-up cache for the floor came of its training run");
        }
        return new BenchmarkCandidate(NAME, computer, command(java, "-XX:AOTCache=" + cache, jar));
    }

    private static List<String> command(String java, String cache, Path jar) {
        List<String> command = new ArrayList<>(List.of(java, cache));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", jar.toString(), "Hello"));
        return command;
    }
}
