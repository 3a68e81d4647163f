package io.onemachine.swarm.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.ssh.SshResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script with the shell of this computer. */
@EnabledOnOs(OS.LINUX)
class PortProbeTest {
    @TempDir
    private Path folder;

    @Test
    void portThatListensIsReached() throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(run(System.getenv("PATH"), listener.getLocalPort())).isEqualTo(PortProbe.Result.REACHED);
        }
    }

    @Test
    void portThatDoesNotListenIsBlocked() throws IOException, InterruptedException {
        assertThat(run(System.getenv("PATH"), closedPort())).isEqualTo(PortProbe.Result.BLOCKED);
    }

    @Test
    void hostWithoutProgramsFindsOutNothing() throws IOException, InterruptedException {
        assertThat(run(folder.toString(), closedPort())).isEqualTo(PortProbe.Result.UNKNOWN);
    }

    @Test
    void exitCodesOfOtherProgramsAreUnderstood() throws IOException, InterruptedException {
        program("nc", "exit 1");
        assertThat(run(folder.toString(), 2377)).isEqualTo(PortProbe.Result.BLOCKED);
        program("nc", "test \"$*\" = '-z -w 5 127.0.0.1 2377'");
        assertThat(run(folder.toString(), 2377)).isEqualTo(PortProbe.Result.REACHED);
        Files.delete(folder.resolve("nc"));
        program("curl", "exit 35");
        assertThat(run(folder.toString(), 2377)).isEqualTo(PortProbe.Result.REACHED);
        program("curl", "exit 7");
        assertThat(run(folder.toString(), 2377)).isEqualTo(PortProbe.Result.BLOCKED);
        Files.delete(folder.resolve("curl"));
        program("python3", "test \"$3 $4\" = '127.0.0.1 2377'");
        assertThat(run(folder.toString(), 2377)).isEqualTo(PortProbe.Result.REACHED);
    }

    @Test
    void addressCannotAddCommands() {
        assertThatThrownBy(() -> PortProbe.script("1.2.3.4; reboot", 2377))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PortProbe.script("2001:db8::7", 2377)).contains("a=2001:db8::7\n", "p=2377\n");
    }

    @Test
    void otherOutputSaysNothing() {
        assertThat(PortProbe.read(new SshResult(0, "Welcome\nreached\n", ""))).isEqualTo(PortProbe.Result.REACHED);
        assertThat(PortProbe.read(new SshResult(127, "", "sh: not found"))).isEqualTo(PortProbe.Result.UNKNOWN);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            return listener.getLocalPort();
        }
    }

    private void program(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static PortProbe.Result run(String path, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-s"));
        builder.environment().put("PATH", path);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(PortProbe.script("127.0.0.1", port).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return PortProbe.read(new SshResult(process.waitFor(), output, ""));
    }
}
