package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.FolderLock;
import io.onemachine.machine.store.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The CA and the client certificate that the machines of a store share, made when they are missing or no longer valid.
 *
 * <p>They are made under a lock on their folder, so any number of first creations at once end up with one CA.
 */
public final class SharedCertificates {
    private final TlsFiles files;
    private final String userName;
    private final InstantSource clock;
    private final Progress progress;

    /** @param userName whom the certificates are for: the organization in them */
    public SharedCertificates(TlsFiles files, String userName, InstantSource clock, Progress progress) {
        this.files = files;
        this.userName = userName;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was missing, with its keys being made; nothing is written before {@link SharedCertificates#save}.
     *
     * @param ca the CA's key, empty when there is a CA
     * @param client the client's key, empty when there is one
     */
    public record Preparation(Optional<KeyPairs.Pending> ca, Optional<KeyPairs.Pending> client) {}

    /**
     * Looks what is missing, says so and begins to make the keys for it.
     *
     * @throws CertificateException when only one file of a pair is there
     */
    public Preparation prepare(KeyPairs keys) {
        boolean newCa = isMissing(files.caCertificate(), files.caKey(), "CA");
        boolean newClient = newCa || isMissing(files.clientCertificate(), files.clientKey(), "client");
        if (newCa) {
            announce("CA", "CA", files.caCertificate());
        }
        if (newClient) {
            announce("Client", "client certificate", files.clientCertificate());
        }
        return new Preparation(pending(newCa, keys), pending(newClient, keys));
    }

    /**
     * Makes what is missing, at once.
     *
     * @return whether the CA was
     */
    public boolean ensure() {
        try (KeyPairs keys = new KeyPairs()) {
            Preparation preparation = prepare(keys);
            save(preparation, keys);
            return preparation.ca().isPresent();
        }
    }

    /** Makes what was missing, unless somebody else has made it since. */
    public void save(Preparation preparation, KeyPairs keys) {
        if (preparation.ca().isEmpty() && preparation.client().isEmpty()) {
            return;
        }
        PrivateFiles.createFolders(folder(files.caCertificate()));
        PrivateFiles.createFolders(folder(files.caKey()));
        PrivateFiles.createFolders(folder(files.clientCertificate()));
        PrivateFiles.createFolders(folder(files.clientKey()));
        try (FolderLock _ = FolderLock.acquire(folder(files.caCertificate()))) {
            CertificateMaker maker = new CertificateMaker(clock);
            boolean newCa = isMissing(files.caCertificate(), files.caKey(), "CA");
            if (newCa) {
                write(
                        maker.authority(
                                userName,
                                preparation.ca().orElseGet(keys::begin).get()),
                        files.caCertificate(),
                        files.caKey());
            }
            if (newCa || isMissing(files.clientCertificate(), files.clientKey(), "client")) {
                write(
                        maker.client(
                                userName + ".<bootstrap>",
                                preparation.client().orElseGet(keys::begin).get(),
                                CertificateFiles.readCertificate(files.caCertificate()),
                                CertificateFiles.readKey(files.caKey())),
                        files.clientCertificate(),
                        files.clientKey());
            }
        }
    }

    /**
     * A certificate for a machine's engine, signed by the CA.
     *
     * @param hosts names and addresses it is good for
     * @param swarmMaster whether the manager of a classic Swarm calls other engines with it
     * @throws CertificateException when the CA or its key cannot be used
     */
    public CertifiedKey serverCertificate(
            String machine, List<String> hosts, KeyPairs.Pending keys, boolean swarmMaster) {
        X509Certificate ca = CertificateFiles.readCertificate(files.caCertificate());
        PrivateKey caKey = CertificateFiles.readKey(files.caKey());
        return new CertificateMaker(clock).server(userName + "." + machine, hosts, keys.get(), ca, caKey, swarmMaster);
    }

    private boolean isMissing(Path certificate, Path key, String whose) {
        boolean certificateThere = Files.exists(certificate);
        boolean keyThere = Files.exists(key);
        if (certificateThere && keyThere) {
            return isExpired(certificate);
        }
        if (certificateThere || keyThere) {
            Path there = certificateThere ? certificate : key;
            Path missing = certificateThere ? key : certificate;
            throw new CertificateException(
                    "The " + whose + "'s " + (certificateThere ? "certificate " : "key ") + there
                            + " is there but not its " + (certificateThere ? "key " : "certificate ") + missing,
                    "Put the missing file back, name another pair, or remove the one that is there.",
                    null);
        }
        return true;
    }

    private void announce(String whose, String what, Path certificate) {
        if (Files.exists(certificate)) {
            note(whose + " certificate is outdated and needs to be regenerated");
        }
        note("Creating " + what + ": " + certificate);
    }

    private void note(String text) {
        progress.report(new ProgressEvent.Note("", text));
    }

    private boolean isExpired(Path certificate) {
        Date end = CertificateFiles.readCertificate(certificate).getNotAfter();
        return end.toInstant().isBefore(clock.instant());
    }

    private static void write(CertifiedKey made, Path certificate, Path key) {
        PrivateFiles.writeSecret(key, made.key());
        PrivateFiles.writePublic(certificate, made.certificate());
    }

    private static Optional<KeyPairs.Pending> pending(boolean wanted, KeyPairs keys) {
        return wanted ? Optional.of(keys.begin()) : Optional.empty();
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new CertificateException(file + " is no file's path");
        }
        return folder;
    }
}
