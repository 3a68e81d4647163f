package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.options.AuthOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificates and keys in a machine's folder before new ones replace them. */
final class CertificateSnapshot {
    private static final List<String> PUBLIC = List.of("ca.pem", "cert.pem");
    private static final String CLIENT_KEY = "key.pem";

    private final Map<Path, String> publics = new LinkedHashMap<>();
    private final Map<Path, String> secrets = new LinkedHashMap<>();

    private CertificateSnapshot() {}

    /** Reads the files; missing ones are skipped. */
    static CertificateSnapshot of(MachineContext machine) {
        CertificateSnapshot files = new CertificateSnapshot();
        AuthOptions auth = machine.options().auth();
        Path folder = machine.directory();
        PUBLIC.forEach(name -> keep(files.publics, folder.resolve(name)));
        keep(files.secrets, folder.resolve(CLIENT_KEY));
        keep(files.publics, Path.of(auth.serverCertPath()));
        keep(files.secrets, Path.of(auth.serverKeyPath()));
        return files;
    }

    private static void keep(Map<Path, String> files, Path file) {
        try {
            if (Files.isRegularFile(file)) {
                files.put(file, CertificateFiles.text(file));
            }
        } catch (CertificateException e) {
            // An unreadable file is replaced; there is nothing to restore.
        }
    }

    /** Restores the files that have changed since: an engine that rejected the new ones still uses the old ones. */
    void restore() {
        secrets.forEach((file, text) -> {
            if (isOther(file, text)) {
                PrivateFiles.writeSecret(file, text);
            }
        });
        publics.forEach((file, text) -> {
            if (isOther(file, text)) {
                PrivateFiles.writePublic(file, text);
            }
        });
    }

    private static boolean isOther(Path file, String text) {
        return !Files.isRegularFile(file) || !CertificateFiles.text(file).equals(text);
    }
}
