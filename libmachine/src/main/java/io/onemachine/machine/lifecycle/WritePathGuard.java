package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.reference.Reference;
import java.nio.file.Path;

/**
 * Restricts where files of machines are written: to a machine's own folder, the store's certificates, and files named by options of the
 * program. A config.json may come from elsewhere and name any path.
 */
public final class WritePathGuard {
    private final MachinesSettings settings;

    public WritePathGuard(MachinesSettings settings) {
        this.settings = settings;
    }

    /**
     * Verifies that the engine's new certificate is written into the machine's own folder.
     *
     * @throws StoreException when config.json names another path
     */
    static void requireForServer(MachineContext machine) {
        AuthOptions auth = machine.options().auth();
        requireForServer(machine, "ServerCertPath", auth.serverCertPath());
        requireForServer(machine, "ServerKeyPath", auth.serverKeyPath());
    }

    private static void requireForServer(MachineContext machine, String key, String text) {
        if (!isIn(machine.directory(), Path.of(text))) {
            throw new StoreException(
                    "config.json of machine \"" + machine.name() + "\" says that " + key + " is " + text
                            + ", which is not in the store's " + machine.directory() + ": nothing is written there",
                    "Correct the path in " + machine.directory().resolve("config.json") + ".",
                    null);
        }
    }

    /**
     * Verifies that new shared files are written into the store, or where options say.
     *
     * @throws StoreException when a config.json names another path
     */
    public void requireForShared(TlsFiles files) {
        TlsFiles named = settings.tlsFiles();
        requireForShared("CaCertPath", files.caCertificate(), named.caCertificate());
        requireForShared("CaPrivateKeyPath", files.caKey(), named.caKey());
        requireForShared("ClientCertPath", files.clientCertificate(), named.clientCertificate());
        requireForShared("ClientKeyPath", files.clientKey(), named.clientKey());
    }

    private void requireForShared(String key, Path file, Path named) {
        Path certificates = settings.storePath().resolve("certs");
        if (!isIn(certificates, file) && !normal(file).equals(normal(named))) {
            throw new StoreException(
                    "config.json says that " + key + " is " + file + ", which is not in the store's " + certificates
                            + ": nothing is written there",
                    "If the file is yours, name it with the option that create had, such as "
                            + Reference.option("tls-ca-cert") + "; else correct the path in config.json.",
                    null);
        }
    }

    private static boolean isIn(Path folder, Path file) {
        return normal(file).startsWith(folder) && !normal(file).equals(folder);
    }

    private static Path normal(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
