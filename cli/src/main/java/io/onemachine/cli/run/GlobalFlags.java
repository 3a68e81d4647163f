package io.onemachine.cli.run;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ValueHint;
import java.util.List;

/** The options that stand before the command. */
public final class GlobalFlags {
    private GlobalFlags() {}

    public static List<Flag> all() {
        return List.of(
                Flag.bool("debug", "Show details and stack traces on stderr")
                        .alias("D")
                        .from("MACHINE_DEBUG"),
                Flag.text("storage-path", "Where machines are kept instead of ~/.docker/machine")
                        .alias("s")
                        .expecting(ValueHint.FOLDER)
                        .from("MACHINE_STORAGE_PATH"),
                Flag.text("tls-ca-cert", "CA certificate to use instead of the store's")
                        .from("MACHINE_TLS_CA_CERT")
                        .expecting(ValueHint.FILE),
                Flag.text("tls-ca-key", "Key of the CA to use instead of the store's")
                        .from("MACHINE_TLS_CA_KEY")
                        .expecting(ValueHint.FILE),
                Flag.text("tls-client-cert", "Client certificate to use instead of the store's")
                        .from("MACHINE_TLS_CLIENT_CERT")
                        .expecting(ValueHint.FILE),
                Flag.text("tls-client-key", "Key of the client certificate to use instead of the store's")
                        .from("MACHINE_TLS_CLIENT_KEY")
                        .expecting(ValueHint.FILE),
                Flag.text("github-api-token", "Taken for compatibility; nothing is asked of GitHub")
                        .from("MACHINE_GITHUB_API_TOKEN"),
                Flag.bool("native-ssh", "Use the built-in SSH client instead of the ssh program")
                        .from("MACHINE_NATIVE_SSH"),
                Flag.text("bugsnag-api-token", "Taken for compatibility; no data leaves this computer")
                        .from("MACHINE_BUGSNAG_API_TOKEN"),
                Flag.text("error-format", "\"json\" prints each error on stderr as a JSON object with a stable code")
                        .from("MACHINE_ERROR_FORMAT"),
                Flag.bool("version", "Print the version").alias("v"));
    }
}
