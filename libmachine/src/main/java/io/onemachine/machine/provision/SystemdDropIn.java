package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;

/** The systemd drop-in that starts a machine's engine. */
final class SystemdDropIn {
    /** The folder of the certificates. */
    static final String CERTIFICATES = "/etc/docker";

    private SystemdDropIn() {}

    /**
     * Returns the text of {@code 10-machine.conf}.
     *
     * @param program the engine's program on the host
     * @param own arguments of the distribution's unit, as they are written there
     * @param arguments the other arguments
     */
    static String text(String program, List<String> own, List<String> arguments, EngineOptions options) {
        StringBuilder text = new StringBuilder("[Service]\nExecStart=\nExecStart=").append(plainOrQuoted(program));
        own.forEach(word -> text.append(' ').append(word));
        arguments.forEach(word -> text.append(' ').append(plainOrQuoted(word)));
        text.append('\n');
        for (String variable : options.env()) {
            text.append("Environment=").append(SystemdQuoting.word(variable)).append('\n');
        }
        return text.toString();
    }

    /**
     * Returns the engine's arguments, each a single argument, or an option and its value.
     *
     * @param driver the machine's driver, a label of the engine
     * @param host the address on which the engine listens for TLS, in the form of its {@code -H}
     */
    static List<List<String>> arguments(String driver, String host, EngineOptions options) {
        List<List<String>> arguments = new ArrayList<>(List.of(
                List.of("-H", host),
                List.of("-H", "unix:///var/run/docker.sock"),
                List.of("--tlsverify"),
                List.of("--tlscacert", CERTIFICATES + "/ca.pem"),
                List.of("--tlscert", CERTIFICATES + "/server.pem"),
                List.of("--tlskey", CERTIFICATES + "/server-key.pem")));
        if (!options.storageDriver().isEmpty()) {
            arguments.add(List.of("--storage-driver", options.storageDriver()));
        }
        arguments.addAll(DaemonArguments.of(driver, options));
        return arguments;
    }

    /** Returns a word, in quotes only where needed, as people read the file. */
    private static String plainOrQuoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@+-]+") ? word : SystemdQuoting.commandWord(word);
    }
}
