package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.options.AuthOptions;
import java.nio.file.Path;

/**
 * Where files of machines may be written: a machine's own folder, the store's certificates, and the files that options of the program
 * name. A config.json can say anything, and may come from anywhere.
 */
public final class WritePathGuard {
    private final MachinesSettings settings;

    public WritePathGuard(MachinesSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes sure that the engine's certificate, which is to be made anew, is written into the machine's own folder.
     *
     * @throws StoreException when config.json says otherwise
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
     * Makes sure that the files that machines share, which may be made anew, are the store's or those that options name.
     *
     * @throws StoreException when a config.json says otherwise
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
                    "If the file is yours, name it with the option that create had, such as --tls-ca-cert; else correct the path in"
                            + " config.json.",
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
