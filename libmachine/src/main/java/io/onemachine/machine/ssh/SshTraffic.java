package io.onemachine.machine.ssh;

import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.progress.NetworkExchange.Kind;
import java.nio.charset.StandardCharsets;

/** Reports the network exchanges of SSH clients. */
public final class SshTraffic {
    private SshTraffic() {}

    public static NetworkExchange login(SshTarget target) {
        return new NetworkExchange(Kind.SSH_CONNECTION, target.login(), 0, 0);
    }

    public static NetworkExchange command(String command, String input, String output, String errors) {
        return new NetworkExchange(Kind.SSH_COMMAND, "", bytes(command) + bytes(input), bytes(output) + bytes(errors));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
