package io.onemachine.devcloud.command;

import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.daemon.StartRequest;
import io.onemachine.devcloud.state.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts a cloud in its own process, which outlives its terminal. */
final class DetachedStart {

    private static final int POLL_MILLIS = 50;

    /** The JVM options of the program's launcher; 1,000 simulated hosts fit. */
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xms16m", "-Xmx256m");

    private static final String ERROR_PREFIX = "error: ";

    private final Path stateDirectory;
    private final Path log;

    DetachedStart(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        this.log = stateDirectory.resolve("devcloud.log");
    }

    /** Starts the cloud and waits until it answers. */
    DaemonFile run(StartRequest request) throws CommandException, IOException, InterruptedException {
        AtomicFile.createPrivateDirectory(stateDirectory);
        Files.deleteIfExists(DaemonFile.in(stateDirectory));
        long begin = Files.exists(log) ? Files.size(log) : 0;
        Process process = new ProcessBuilder(command(request))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<DaemonFile> daemon = DaemonFile.read(stateDirectory);
            if (daemon.isPresent() && RunningCloud.answers(daemon.get())) {
                return daemon.get();
            }
        }
        throw new CommandException(reason(begin));
    }

    /** Returns the output of the process before it ended. */
    private String reason(long begin) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String printed = new String(all, (int) begin, (int) (all.length - begin), StandardCharsets.UTF_8);
        String errors = printed.lines()
                .filter(line -> line.startsWith(ERROR_PREFIX))
                .map(line -> line.substring(ERROR_PREFIX.length()))
                .collect(Collectors.joining(System.lineSeparator()));
        return errors.isEmpty() ? "The devcloud ended while it was starting; see " + log + "." : errors;
    }

    private List<String> command(StartRequest request) {
        List<String> command = new ArrayList<>();
        if (isExecutable("setsid")) {
            command.add("setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        String module = System.getProperty("jdk.module.main", "");
        if (module.isEmpty()) {
            command.addAll(List.of("--class-path", System.getProperty("java.class.path"), mainClass()));
        } else {
            command.addAll(List.of(
                    "--module-path", System.getProperty("jdk.module.path"), "--module", module + "/" + mainClass()));
        }
        command.addAll(List.of("start", "--foreground", "--state", stateDirectory.toString()));
        request.release().ifPresent(release -> command.addAll(List.of("--imitate", release.title())));
        request.hypervisor().ifPresent(name -> command.addAll(List.of("--hypervisor", name)));
        request.port().ifPresent(port -> command.addAll(List.of("--port", Integer.toString(port))));
        request.subnet().ifPresent(subnet -> command.addAll(List.of("--subnet", subnet)));
        request.options().forEach((name, value) -> command.addAll(List.of("--" + name, value)));
        return command;
    }

    private static String mainClass() {
        return "io.onemachine.devcloud.DevcloudMain";
    }

    private static boolean isExecutable(String program) {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(File.pathSeparator, -1)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
