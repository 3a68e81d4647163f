package io.onemachine.devcloud.command;

import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.daemon.Daemon;
import io.onemachine.devcloud.daemon.EventLog;
import io.onemachine.devcloud.daemon.StartException;
import io.onemachine.devcloud.daemon.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code devcloud start}. */
public final class Start implements Command {

    /** The options of hypervisors. */
    private static final List<String> HYPERVISOR_OPTIONS = List.of("ssh-port", "engine-port");

    static final Set<String> OPTIONS =
            Set.of("state", "imitate", "hypervisor", "port", "subnet", "ssh-port", "engine-port");
    static final Set<String> FLAGS = Set.of("foreground");

    @Override
    public void run(Arguments arguments, Console console) throws CommandException, IOException, InterruptedException {
        arguments.requireNoWords("start");
        StartRequest request = request(arguments);
        Path directory = request.stateDirectory();
        Optional<DaemonFile> running = RunningCloud.find(directory);
        if (running.isPresent()) {
            requireRelease(request, running.get());
            console.out()
                    .println("The devcloud runs already: http://127.0.0.1:"
                            + running.get().port() + "/RPC2");
            return;
        }
        if (arguments.has("foreground")) {
            runHere(request, console);
        } else {
            DaemonFile daemon = new DetachedStart(directory).run(request);
            console.out().println("The devcloud runs: http://127.0.0.1:" + daemon.port() + "/RPC2");
            console.out().println("To use it:  eval \"$(devcloud env" + stateOption(arguments) + ")\"");
            console.out().println("To stop it: devcloud stop" + stateOption(arguments));
        }
    }

    /** Refuses a running cloud of another release than the one asked for. */
    private static void requireRelease(StartRequest request, DaemonFile running) throws CommandException, IOException {
        if (request.release().isEmpty()) {
            return;
        }
        Release wanted = request.release().get();
        String imitated =
                RunningCloud.imitated(new ControlClient(running).get("status").getAsJsonObject());
        if (!imitated.equals(wanted.version())) {
            throw new CommandException("The devcloud runs already, and imitates OpenNebula " + imitated
                    + ". To have it imitate " + wanted.title() + ", stop it and start it again.");
        }
    }

    private static void runHere(StartRequest request, Console console) throws CommandException, InterruptedException {
        Daemon daemon;
        try {
            daemon = Daemon.start(request, Clock.systemUTC(), new EventLog(console.out(), Clock.systemUTC()));
        } catch (StartException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        AtomicBoolean closed = new AtomicBoolean();
        Runnable closeOnce = () -> {
            if (closed.compareAndSet(false, true)) {
                daemon.close();
            }
        };
        Thread hook = new Thread(closeOnce, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        daemon.awaitStopRequest();
        closeOnce.run();
    }

    private static StartRequest request(Arguments arguments) throws CommandException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : HYPERVISOR_OPTIONS) {
            arguments.number(name, 1, 65_535).ifPresent(number -> options.put(name, number.toString()));
        }
        Optional<Integer> port = arguments.number("port", 0, 65_535);
        return new StartRequest(
                arguments.stateDirectory(),
                release(arguments),
                arguments.option("hypervisor"),
                port.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                arguments.option("subnet"),
                options);
    }

    private static Optional<Release> release(Arguments arguments) throws CommandException {
        Optional<String> given = arguments.option("imitate");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<Release> release = Release.of(given.get());
        if (release.isEmpty()) {
            throw new CommandException("--imitate: \"" + given.get()
                    + "\" is not a release of OpenNebula that the devcloud can imitate. Choose one of "
                    + Release.titles()
                    + ".");
        }
        return release;
    }

    private static String stateOption(Arguments arguments) {
        return arguments
                .option("state")
                .map(state -> " --state " + ShellWord.quote(state))
                .orElse("");
    }
}
