package io.onemachine.machine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renews the client certificate that machines share, with the copies in their folders. */
final class ClientCertificates {
    private final Machines machines;
    private final MachinesSettings settings;

    ClientCertificates(Machines machines, MachinesSettings settings) {
        this.machines = machines;
        this.settings = settings;
    }

    /**
     * Makes a new one, and a new CA before when that has expired; what somebody brought along stays.
     *
     * @return whether the CA is a new one
     */
    boolean renewWithCa(TlsFiles files) {
        SharedCertificates certificates = settings.certificates(files);
        certificates.reportPlannedChanges();
        boolean newCa = certificates.ensure();
        if (!newCa && certificates.ownsClient()) {
            replace(files);
        }
        return newCa;
    }

    /**
     * Makes a new one. The same again finishes what was interrupted: until a machine has its copy, the old one goes on working.
     *
     * @return the names of the machines with copies
     */
    List<String> renew(TlsFiles files) {
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
        for (MachineEntry entry : machines.list()) {
            if (entry instanceof MachineEntry.Loaded loaded
                    && shares(loaded.machine(), files)
                    && hasCopy(loaded.machine().directory(), ca)) {
                Path folder = loaded.machine().directory();
                PrivateFiles.writeSecret(folder.resolve("key.pem"), key);
                PrivateFiles.writePublic(folder.resolve("cert.pem"), certificate);
                updated.add(loaded.name());
            }
        }
        return updated;
    }

    private static boolean shares(Machine machine, TlsFiles files) {
        try {
            return machine.options().auth().tlsFiles().normalized().equals(files.normalized());
        } catch (MachineException e) {
            return false; // whoever needs its options is told what is wrong with them
        }
    }

    /** What somebody put there for an engine of another CA stays. */
    private static boolean hasCopy(Path folder, String ca) {
        Path copy = folder.resolve("ca.pem");
        return Files.isRegularFile(copy)
                && Files.isRegularFile(folder.resolve("cert.pem"))
                && CertificateFiles.text(copy).equals(ca);
    }
}
