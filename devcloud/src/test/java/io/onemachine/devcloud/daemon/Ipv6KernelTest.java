package io.onemachine.devcloud.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6KernelTest {

    @TempDir
    private Path settings;

    @Test
    void ipv6IsOnWhenNeitherThisNorFutureInterfacesHaveItOff() throws IOException {
        assertThat(Ipv6Kernel.isOn(settings)).as("a kernel without it").isFalse();
        set("all", "0\n");
        set("default", "0\n");
        assertThat(Ipv6Kernel.isOn(settings)).isTrue();
        set("default", "1\n");
        assertThat(Ipv6Kernel.isOn(settings)).isFalse();
        set("default", "0\n");
        set("all", "1\n");
        assertThat(Ipv6Kernel.isOn(settings)).isFalse();
    }

    private void set(String scope, String value) throws IOException {
        Path folder = Files.createDirectories(settings.resolve("conf").resolve(scope));
        Files.writeString(folder.resolve("disable_ipv6"), value);
    }
}
