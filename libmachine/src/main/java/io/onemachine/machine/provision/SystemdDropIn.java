package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;

/** The file that tells systemd how to start a machine's engine. */
final class SystemdDropIn {
    /** Where the certificates are. */
    static final String CERTIFICATES = "/etc/docker";

    private SystemdDropIn() {}

    /**
     * The text of {@code 10-machine.conf}.
     *
     * @param dockerd the engine's program on the host
     * @param driver the machine's driver, a label of the engine
     * @param host where the engine listens for TLS, as its {@code -H} takes it
     */
    static String text(String dockerd, String driver, String host, EngineOptions options) {
        StringBuilder text = new StringBuilder("[Service]\nExecStart=\nExecStart=");
        text.append(plainOrQuoted(dockerd));
        for (String argument : arguments(driver, host, options)) {
            text.append(' ').append(plainOrQuoted(argument));
        }
        text.append('\n');
        for (String variable : options.env()) {
            text.append("Environment=").append(SystemdText.word(variable)).append('\n');
        }
        return text.toString();
    }

    private static List<String> arguments(String driver, String host, EngineOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                "-H",
                host,
                "-H",
                "unix:///var/run/docker.sock",
                "--tlsverify",
                "--tlscacert",
                CERTIFICATES + "/ca.pem",
                "--tlscert",
                CERTIFICATES + "/server.pem",
                "--tlskey",
                CERTIFICATES + "/server-key.pem"));
        if (!options.storageDriver().isEmpty()) {
            arguments.addAll(List.of("--storage-driver", options.storageDriver()));
        }
        DaemonArguments.of(driver, options).forEach(arguments::addAll);
        return arguments;
    }

    /** What needs no quotes stays without, for people who read the file. */
    private static String plainOrQuoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@+-]+") ? word : SystemdText.commandWord(word);
    }
}
