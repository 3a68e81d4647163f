package io.onemachine.machine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.store.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The certificate that an engine was given last, as the machine's folder has it; without texts when there is none.
 *
 * @param text the certificate, as PEM
 * @param key its key: a secret
 */
record ServerCertificate(Path certificateFile, Path keyFile, String text, String key) {
    static ServerCertificate of(AuthOptions auth) {
        Path certificate = Path.of(auth.serverCertPath());
        Path key = Path.of(auth.serverKeyPath());
        return Files.isRegularFile(certificate) && Files.isRegularFile(key)
                ? new ServerCertificate(
                        certificate, key, CertificateFiles.text(certificate), CertificateFiles.text(key))
                : new ServerCertificate(certificate, key, "", "");
    }

    /** Whether it is there and good for other names and addresses but not for this one. */
    boolean isForOthersThan(String host) {
        try {
            return !text.isEmpty() && !CertificateFiles.isFor(CertificateFiles.readCertificate(certificateFile), host);
        } catch (CertificateException e) {
            return false; // whatever it is, the engine has shown that it can do with it
        }
    }

    /** Puts the files back as they were. */
    void restore() {
        if (!text.isEmpty()) {
            PrivateFiles.writeSecret(keyFile, key);
            PrivateFiles.writePublic(certificateFile, text);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServerCertificate[" + certificateFile + "]";
    }
}
