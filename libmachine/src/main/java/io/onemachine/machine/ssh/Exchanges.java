package io.onemachine.machine.ssh;

import io.onemachine.machine.progress.Exchange;
import io.onemachine.machine.progress.Exchange.Kind;
import java.nio.charset.StandardCharsets;

/** What SSH clients tell of what they send. */
final class Exchanges {
    private Exchanges() {}

    static Exchange login(SshTarget target) {
        return new Exchange(Kind.SSH_CONNECTION, target.login(), 0, 0);
    }

    static Exchange command(String command, String input, String output, String errors) {
        return new Exchange(Kind.SSH_COMMAND, "", bytes(command) + bytes(input), bytes(output) + bytes(errors));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
