package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.MachineStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renews the client certificate that machines share, and the copies of it in their folders. */
public final class ClientCertificates {
    private final MachineStore store;
    private final MachinesSettings settings;

    public ClientCertificates(MachineStore store, MachinesSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Issues a new certificate, preceded by a new CA when the old one has expired; files supplied by the user stay.
     *
     * @return whether a new CA was created
     */
    public boolean renewWithCa(TlsFiles files) {
        SharedCertificates certificates = settings.certificates(files);
        certificates.reportPlannedChanges();
        boolean newCa = certificates.ensure();
        if (!newCa && certificates.ownsClient()) {
            replace(files);
        }
        return newCa;
    }

    /**
     * Issues a new certificate. Calling it again finishes an interrupted renewal; a machine's old copy works until it is replaced.
     *
     * @return the names of the machines with copies
     */
    public List<String> renew(TlsFiles files) {
        settings.progress()
                .report(new ProgressEvent.Note("", "Creating client certificate: " + files.clientCertificate()));
        return replace(files);
    }

    private List<String> replace(TlsFiles files) {
        settings.certificates(files).renewClient();
        String ca = CertificateFiles.text(files.caCertificate());
        String certificate = CertificateFiles.text(files.clientCertificate());
        String key = CertificateFiles.text(files.clientKey());
        List<String> updated = new ArrayList<>();
        for (String name : store.names()) {
            if (shares(name, files) && hasCopy(store.directory(name), ca)) {
                PrivateFiles.writeSecret(store.directory(name).resolve("key.pem"), key);
                PrivateFiles.writePublic(store.directory(name).resolve("cert.pem"), certificate);
                MachineDockerContext.refreshTlsOf(name, store, settings);
                updated.add(name);
            }
        }
        return updated;
    }

    private boolean shares(String name, TlsFiles files) {
        try (MachineContext machine = MachineContext.load(settings, store, name)) {
            return machine.options().auth().tlsFiles().normalized().equals(files.normalized());
        } catch (MachineException e) {
            return false; // a command that needs its configuration reports the error
        }
    }

    /** Returns whether a copy belongs to this CA; one that the user put there for an engine of another CA stays. */
    private static boolean hasCopy(Path folder, String ca) {
        Path copy = folder.resolve("ca.pem");
        return Files.isRegularFile(copy)
                && Files.isRegularFile(folder.resolve("cert.pem"))
                && CertificateFiles.text(copy).equals(ca);
    }
}
