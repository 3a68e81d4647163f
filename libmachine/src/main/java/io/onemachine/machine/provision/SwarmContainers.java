package io.onemachine.machine.provision;

import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.options.SwarmOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the containers of the classic Swarm. */
final class SwarmContainers {
    /** Allows for pulling the image. */
    private static final Duration START = Duration.ofMinutes(15);

    private final ProvisionRequest request;
    private final String certificates;

    /** @param certificates the folder of the engine's certificates on the host */
    SwarmContainers(ProvisionRequest request, String certificates) {
        this.request = request;
        this.certificates = certificates;
    }

    void start(HostShell shell) {
        SwarmOptions swarm = request.swarm();
        shell.runAsRoot(
                List.of("put.sh", "changes.sh", "start-swarm.sh"),
                "start the classic Swarm",
                Map.of(
                        "SWARM_IMAGE", swarm.image(),
                        "MASTER", swarm.master() ? ShellQuoting.words(master()) : "",
                        "AGENT", swarm.agent() ? ShellQuoting.words(agent()) : ""),
                START);
    }

    /** Returns options of {@code docker run}, image and command for the manager. */
    List<String> master() {
        SwarmOptions swarm = request.swarm();
        String port = Integer.toString(swarm.hostPort());
        List<String> words = new ArrayList<>(List.of(
                "--volume", certificates + ":" + certificates, "--publish", port + ":" + port, "--expose", "2375"));
        words.addAll(imageAndCommand("manage"));
        words.addAll(List.of(
                "--tlsverify",
                "--tlscacert=" + certificates + "/ca.pem",
                "--tlscert=" + certificates + "/server.pem",
                "--tlskey=" + certificates + "/server-key.pem",
                "-H",
                swarm.host(),
                "--strategy",
                swarm.strategy(),
                "--advertise",
                advertised(swarm.hostPort())));
        swarm.arbitraryFlags().forEach(flag -> words.add("--" + flag));
        words.add(swarm.discovery());
        return words;
    }

    /** Returns options of {@code docker run}, image and command for the agent. */
    List<String> agent() {
        List<String> words = imageAndCommand("join");
        words.addAll(List.of("--advertise", advertised(request.enginePort())));
        request.swarm().arbitraryJoinFlags().forEach(flag -> words.add("--" + flag));
        words.add(request.swarm().discovery());
        return words;
    }

    private List<String> imageAndCommand(String command) {
        List<String> words = new ArrayList<>();
        request.engine().env().forEach(variable -> words.addAll(List.of("--env", variable)));
        words.add(request.swarm().image());
        if (request.swarm().isExperimental()) {
            words.add("--experimental");
        }
        words.add(command);
        return words;
    }

    private String advertised(int port) {
        String address = request.swarm().address();
        return address.isEmpty() ? new EngineEndpoint(request.address(), port).toString() : address + ":" + port;
    }
}
