package io.onemachine.e2e.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.ExistingHost;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong options of drivers generic and none: the message names them and nothing is left. */
final class GenericOptionsIT {

    private final UserEnvironment user;
    private final Path folder;

    GenericOptionsIT(@TempDir Path folder) {
        this.folder = folder;
        this.user = UserEnvironment.in(folder);
    }

    @Test
    void wrongOptionsAreNamedAndNothingIsLeft() throws IOException {
        Path key = ExistingHost.newKey(user, folder, "");
        Path locked = ExistingHost.newKey(user, folder, "secret word");

        generic(1).complains("generic driver requires the --generic-ip-address option");
        generic(1, "--generic-ip-address=tcp://192.0.2.7")
                .complains("--generic-ip-address: \"tcp://192.0.2.7\" is neither");
        generic(1, "--generic-ip-address=127.0.0.1", "--generic-ssh-port=0")
                .complains("--generic-ssh-port: 0 is not a port");
        generic(1, "--generic-ip-address=127.0.0.1", "--generic-ssh-port=abc")
                .complains("invalid value \"abc\" for flag -generic-ssh-port");
        generic(1, "--generic-ip-address=127.0.0.1", "--generic-engine-port=65536")
                .complains("--generic-engine-port: 65536 is not a port");
        generic(3, "--generic-ip-address=127.0.0.1", "--generic-ssh-key=" + folder + "/nosuch")
                .complains("Error with pre-create check: \"SSH key does not exist: \\\"" + folder + "/nosuch\\\"\"");
        generic(3, "--generic-ip-address=127.0.0.1", "--generic-ssh-key=" + folder)
                .complains("is a folder, not a file");
        generic(3, "--generic-ip-address=127.0.0.1", "--generic-ssh-key=" + key + ".pub")
                .complains("holds a public key where the private one is asked for");
        generic(3, "--generic-ip-address=127.0.0.1", "--generic-ssh-key=" + locked)
                .complains("is protected by a passphrase and no SSH agent is running");
        user.dockerMachine("create", "-d", "none", "m")
                .failsWith(1)
                .complains("--url option is required when no driver is selected");
        user.dockerMachine("create", "-d", "none", "--url", "::bad", "m")
                .failsWith(1)
                .complains("parse \"::bad\": missing protocol scheme");
        nothingIsLeft();
    }

    @Test
    void aHostThatRefusesSshIsReportedBeforeAnythingIsCreated() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        generic(3, "--generic-ip-address=127.0.0.1", "--generic-ssh-port=" + free)
                .complains("SSH to root@127.0.0.1:" + free + " did not come up within 20 s: connection refused");
        nothingIsLeft();
    }

    private Outcome generic(int exitCode, String... options) {
        List<String> arguments = new ArrayList<>(List.of("create", "--driver", "generic"));
        arguments.addAll(List.of(options));
        arguments.add("m");
        return user.dockerMachine(arguments.toArray(String[]::new)).failsWith(exitCode);
    }

    private void nothingIsLeft() {
        assertThat(Files.exists(user.store())).isFalse();
    }
}
