package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The shell file with which boot2docker starts a machine's engine.
 *
 * <p>Its init script reads the file and runs {@code dockerd} with the words of {@code EXTRA_ARGS}, split at spaces and expanded like
 * file names. Arguments that would not survive this are passed by a shell function named like the program.
 */
final class Boot2DockerProfile {
    static final String FOLDER = "/var/lib/boot2docker";

    /** Words that the shell's splitting and expansion leave unchanged. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    /** Variables that the init script or its shell use; not available for variables of the engine. */
    private static final Set<String> TAKEN = Set.of(
            "CACERT",
            "CAKEY",
            "CAORG",
            "CASRL",
            "CERT",
            "CERTDIR",
            "CERT_INTERFACES",
            "CSR",
            "DOCKER_DIR",
            "DOCKER_HOST",
            "DOCKER_REMOTE",
            "DOCKER_STORAGE",
            "DOCKER_TLS",
            "EXTRA_ARGS",
            "IFS",
            "KEY",
            "ORG",
            "PATH",
            "PIDFILE",
            "SERVERCERT",
            "SERVERCSR",
            "SERVERKEY",
            "SERVERORG",
            "USERCFG",
            "USERHOME",
            "USERUIDGID");

    private final List<String> extraArguments = new ArrayList<>();
    private final List<String> wrapped = new ArrayList<>();
    private final List<String> exports = new ArrayList<>();
    private final List<String> wrappedVariables = new ArrayList<>();
    private final String storage;
    private final String host;

    /**
     * @param driver the machine's driver, a label of the engine
     * @param host the address on which the engine listens for TLS, in the form of its {@code -H}
     */
    Boot2DockerProfile(String driver, String host, EngineOptions options) {
        this.host = host;
        List<List<String>> arguments = new ArrayList<>();
        boolean plainStorage = options.storageDriver().isEmpty() || isPlain(options.storageDriver());
        if (!plainStorage) {
            arguments.add(List.of("--storage-driver", options.storageDriver()));
        }
        storage = plainStorage && !options.storageDriver().isEmpty() ? options.storageDriver() : "auto";
        arguments.addAll(DaemonArguments.of(driver, options));
        for (List<String> argument : arguments) {
            if (argument.stream().allMatch(Boot2DockerProfile::isPlain)) {
                extraArguments.add(String.join(" ", argument));
            } else {
                wrapped.add(ShellQuoting.words(argument));
            }
        }
        for (String variable : options.env()) {
            int equals = variable.indexOf('=');
            if (equals <= 0) {
                continue; // a config.json of the Go program may hold such; systemd ignores them too
            }
            String name = variable.substring(0, equals);
            String assignment = name + "=" + ShellQuoting.word(variable.substring(equals + 1));
            (TAKEN.contains(name) ? wrappedVariables : exports).add(assignment);
        }
    }

    /** Returns whether the file defines a function {@code dockerd}, so that the init script must call the program by that name. */
    boolean wrapsDockerd() {
        return !wrapped.isEmpty() || !wrappedVariables.isEmpty();
    }

    /** Returns the file's text. */
    String text() {
        StringBuilder text = new StringBuilder("\nEXTRA_ARGS='\n");
        extraArguments.forEach(argument -> text.append(argument).append('\n'));
        text.append("'\nCACERT=").append(FOLDER).append("/ca.pem\n");
        text.append("DOCKER_HOST='-H ").append(host).append("'\n");
        text.append("DOCKER_STORAGE=").append(storage).append('\n');
        text.append("DOCKER_TLS=auto\n");
        text.append("SERVERKEY=").append(FOLDER).append("/server-key.pem\n");
        text.append("SERVERCERT=").append(FOLDER).append("/server.pem\n\n");
        exports.forEach(assignment -> text.append("export ").append(assignment).append('\n'));
        if (wrapsDockerd()) {
            // Without exec a shell would stay with the connection's output open, and ssh would not end.
            text.append("# What EXTRA_ARGS cannot hold, as it is split at blanks.\ndockerd() {\n    exec env");
            wrappedVariables.forEach(assignment -> text.append(' ').append(assignment));
            text.append(" dockerd \"$@\"");
            wrapped.forEach(argument -> text.append(" \\\n        ").append(argument));
            text.append("\n}\n");
        }
        return text.toString();
    }

    private static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }
}
