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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code devcloud start}. */
@Command(
        name = "start",
        sortOptions = false,
        description = {
            "Start the cloud, and its machines that ran when it was stopped",
            "It runs in the background; the command returns when it answers."
        },
        footer = {
            "",
            "A new cloud has the users oneadmin and alice (with a quota of 3 machines), the networks public (0), private (1)"
                    + " and, where the kernel has IPv6, public6 (2) with nothing but that, and images and templates"
                    + " debian-docker (0), debian-plain (1), boot2docker (2), debian-docker-20.10 (3)"
                    + " and debian-cloud-init (5)."
        })
final class Start extends CloudCommand {

    @Option(
            names = "--hypervisor",
            paramLabel = "NAME",
            description = "What its machines are: nspawn, real Linux hosts, needs root and the Debian packages"
                    + " systemd-container, mmdebstrap and iproute2; or stub, simulated hosts that take no room. Default: what"
                    + " the cloud had before, nspawn for a new one")
    private @Nullable String hypervisor;

    @Option(
            names = "--imitate",
            paramLabel = "RELEASE",
            description =
                    "The release of OpenNebula it answers as: 6.8 or 7.4. Default: what the cloud had before, 7.4 for a"
                            + " new one")
    private @Nullable String imitate;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = NumberOption.PortOrAny.class,
            description =
                    "The port of its API on 127.0.0.1, 0 for any that is free. Default: what it had before, 2633 for a"
                            + " new one")
    private @Nullable Integer port;

    @Option(names = "--foreground", description = "Stay in this terminal; Ctrl-C stops the cloud")
    private boolean foreground;

    @Option(
            names = "--subnet",
            paramLabel = "SUBNET",
            description = "Addresses for its networks public and private, a half for each: 198.18.10.0/23, or with stub"
                    + " 127.20.0.0/15. Default: one that is free. Counts only for a new cloud")
    private @Nullable String subnet;

    @Option(
            names = "--ssh-port",
            paramLabel = "N",
            converter = NumberOption.Port.class,
            description = "Stub only: the port of the hosts' SSH server. Default: 22, which needs root")
    private @Nullable Integer sshPort;

    @Option(
            names = "--engine-port",
            paramLabel = "N",
            converter = NumberOption.Port.class,
            description = "Stub only: the port of the hosts' Docker Engine. Default: 2376")
    private @Nullable Integer enginePort;

    Start(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException, InterruptedException {
        StartRequest request = request();
        Path directory = request.stateDirectory();
        Optional<DaemonFile> running = RunningCloud.find(directory);
        if (running.isPresent()) {
            requireRelease(request, running.get());
            console()
                    .out()
                    .println("The devcloud runs already: http://127.0.0.1:"
                            + running.get().port() + "/RPC2");
            return;
        }
        if (foreground) {
            runHere(request, console());
        } else {
            DaemonFile daemon = new DetachedStart(directory).run(request);
            console().out().println("The devcloud runs: http://127.0.0.1:" + daemon.port() + "/RPC2");
            console().out().println("To use it:  eval \"$(devcloud env" + stateOption() + ")\"");
            console().out().println("To stop it: devcloud stop" + stateOption());
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

    private StartRequest request() throws CommandException {
        Map<String, String> options = new LinkedHashMap<>();
        if (sshPort != null) {
            options.put("ssh-port", sshPort.toString());
        }
        if (enginePort != null) {
            options.put("engine-port", enginePort.toString());
        }
        return new StartRequest(
                stateDirectory(),
                release(),
                Optional.ofNullable(hypervisor),
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                Optional.ofNullable(subnet),
                options);
    }

    private Optional<Release> release() throws CommandException {
        if (imitate == null) {
            return Optional.empty();
        }
        Optional<Release> release = Release.of(imitate);
        if (release.isEmpty()) {
            throw new CommandException("--imitate: \"" + imitate
                    + "\" is not a release of OpenNebula that the devcloud can imitate. Choose one of "
                    + Release.titles()
                    + ".");
        }
        return release;
    }

    private String stateOption() {
        return givenState()
                .map(state -> " --state " + ShellWord.quote(state.toString()))
                .orElse("");
    }
}
