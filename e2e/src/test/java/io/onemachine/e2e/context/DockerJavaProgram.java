package io.onemachine.e2e.context;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;

/** Uses docker-java, of which Testcontainers has a copy, with its defaults; prints the name of the engine's host. */
final class DockerJavaProgram {
    private DockerJavaProgram() {}

    public static void main(String[] arguments) throws Exception {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        ZerodepDockerHttpClient http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .build();
        try (DockerClient client = DockerClientImpl.getInstance(config, http)) {
            client.pingCmd().exec();
            System.out.println(client.infoCmd().exec().getName());
        }
    }
}
