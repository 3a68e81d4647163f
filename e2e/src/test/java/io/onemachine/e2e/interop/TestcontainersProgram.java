package io.onemachine.e2e.interop;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.DockerMachineClientProviderStrategy;
import org.testcontainers.utility.DockerMachineClient;

/** Uses Testcontainers itself, in a process whose {@code user.home} is that of the test; prints what it found. */
final class TestcontainersProgram {
    private TestcontainersProgram() {}

    @SuppressWarnings("deprecation") // as long as it is there, its users have it
    public static void main(String[] arguments) {
        System.out.println("installed: " + DockerMachineClient.instance().isInstalled());
        DockerClientProviderStrategy strategy;
        try {
            // What it does before the first container, with this way to find an engine as the only one.
            strategy = DockerClientProviderStrategy.getFirstValidStrategy(
                    List.of(new DockerMachineClientProviderStrategy()));
        } catch (IllegalStateException e) {
            System.out.println("no engine: " + e.getMessage());
            return;
        }
        DockerClient client = strategy.getDockerClient();
        client.pingCmd().exec();
        System.out.println("host: " + strategy.getTransportConfig().getDockerHost());
        System.out.println("address: " + strategy.getDockerHostIpAddress());
        System.out.println("engine of: " + client.infoCmd().exec().getName());
    }
}
