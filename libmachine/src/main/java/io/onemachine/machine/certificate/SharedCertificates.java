package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.file.FolderLock;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The CA and the client certificate that the machines of a store share.
 *
 * <p>They are created and read under a lock on the CA's folder, so any number of concurrent first creations end up with one CA, and no
 * machine gets the certificate of one and the key of another.
 */
public final class SharedCertificates {
    private final CertificateFilePair ca;
    private final CertificateFilePair client;
    private final IssueSettings issueSettings;
    private final Progress progress;

    /**
     * How certificates are issued.
     *
     * @param userName the organization in them
     * @param keys the type of their keys
     * @param clock the clock for their validity
     */
    public record IssueSettings(String userName, KeyType keys, InstantSource clock) {}

    /** @param storePath the store: files elsewhere are the user's; they are created when missing but never replaced */
    public SharedCertificates(TlsFiles files, Path storePath, IssueSettings issueSettings, Progress progress) {
        TlsFiles own = TlsFiles.in(storePath).normalized();
        TlsFiles given = files.normalized();
        this.ca = new CertificateFilePair(
                "CA",
                files.caCertificate(),
                files.caKey(),
                given.caCertificate().equals(own.caCertificate())
                        && given.caKey().equals(own.caKey()));
        this.client = new CertificateFilePair(
                "client",
                files.clientCertificate(),
                files.clientKey(),
                given.clientCertificate().equals(own.clientCertificate())
                        && given.clientKey().equals(own.clientKey()));
        this.issueSettings = issueSettings;
        this.progress = progress;
    }

    /**
     * Checks what is missing or outdated and reports it; creates nothing.
     *
     * @throws CertificateException when creation would fail: only one file of a pair exists, or an expired certificate is the user's
     */
    public void reportPlannedChanges() {
        if (isAtWork()) {
            return;
        }
        boolean newCa = certain(() -> needsIssuing(ca));
        boolean newClient = (newCa && client.managed()) || certain(() -> needsIssuing(client));
        if (newCa) {
            reportPlannedChanges("CA", "CA", ca.certificate());
        }
        if (newClient) {
            reportPlannedChanges("Client", "client certificate", client.certificate());
        }
    }

    /**
     * Creates what is missing, and replaces what is the store's own and has expired. Without changes, nothing is locked or written.
     *
     * @return whether the CA was replaced
     * @throws CertificateException as {@link #reportPlannedChanges}
     */
    public boolean ensure() {
        if (!isAtWork() && certain(() -> !needsIssuing(ca) && !needsIssuing(client) && !isOfAnotherCa())) {
            return false;
        }
        PrivateFiles.createFolders(ca.folder());
        return locked(() -> {
            boolean before = Files.exists(ca.certificate());
            boolean newCa = needsIssuing(ca);
            if (newCa) {
                ca.write(issuer().authority(
                                issueSettings.userName(), issueSettings.keys().newKeyPair()));
            }
            if (needsIssuing(client) || isOfAnotherCa()) {
                client.write(newClient());
            }
            return newCa && before;
        });
    }

    /** Returns whether the client certificate is the store's own, so that {@link #renewClient} may replace it. */
    public boolean ownsClient() {
        return client.managed();
    }

    /**
     * Issues a new client certificate, whether the old one is valid or not.
     *
     * @throws CertificateException when it is not the store's own, or the CA cannot sign
     */
    public void renewClient() {
        if (!client.managed()) {
            throw client.notManaged("was named by an option");
        }
        locked(() -> {
            client.write(newClient());
            return client;
        });
    }

    /**
     * Creates a new CA and a client certificate of it, whether the old ones are valid or not. Engines cannot be reached until their
     * certificates are of the new CA.
     *
     * @throws CertificateException when one of them is not the store's own
     */
    public void replaceCa() {
        if (!ca.managed()) {
            throw ca.notManaged("was named by an option");
        }
        if (!client.managed()) {
            throw client.notManaged("is of the CA that is to be replaced");
        }
        PrivateFiles.createFolders(ca.folder());
        locked(() -> {
            ca.write(issuer().authority(
                            issueSettings.userName(), issueSettings.keys().newKeyPair()));
            client.write(newClient());
            return ca;
        });
    }

    /**
     * Issues a certificate for a machine's engine.
     *
     * @param hosts names and addresses it is valid for
     * @param swarmMaster whether the manager of a classic Swarm uses it to call other engines
     * @return the certificate, with the CA and the client certificate as they were at that moment
     * @throws CertificateException when the CA or its key is missing or cannot be used
     */
    public MachineCertificates issue(String machine, List<String> hosts, boolean swarmMaster) {
        // A folder that this process cannot write has no other writer either.
        return Files.isWritable(ca.folder())
                ? locked(() -> issued(machine, hosts, swarmMaster))
                : issued(machine, hosts, swarmMaster);
    }

    private MachineCertificates issued(String machine, List<String> hosts, boolean swarmMaster) {
        return new MachineCertificates(
                CertificateFiles.text(ca.certificate()),
                new CertifiedKey(CertificateFiles.text(client.certificate()), CertificateFiles.text(client.key())),
                issuer().server(
                                issueSettings.userName() + "." + machine,
                                hosts,
                                issueSettings.keys().newKeyPair(),
                                caCertificate(),
                                caKey(),
                                swarmMaster));
    }

    /**
     * Looks at the files without the lock. Another process may be between the two files of a pair at that moment, so what seems wrong with
     * them is believed only under the lock.
     */
    private <T> T certain(Supplier<T> look) {
        try {
            return look.get();
        } catch (CertificateException e) {
            if (!Files.isWritable(ca.folder())) {
                throw e;
            }
            return locked(look);
        }
    }

    /** Runs work under the lock, after finishing any interrupted replacement. */
    private <T> T locked(Supplier<T> work) {
        try (FolderLock _ = FolderLock.acquire(ca.folder())) {
            ca.finish();
            client.finish();
            return work.get();
        }
    }

    /** Returns whether a replacement is in progress or was interrupted: only under the lock is the state certain. */
    private boolean isAtWork() {
        return ca.isUnfinished() || client.isUnfinished();
    }

    private boolean needsIssuing(CertificateFilePair pair) {
        if (pair.isMissing()) {
            return true;
        }
        if (!pair.isExpired(now())) {
            return false;
        }
        if (!pair.managed()) {
            throw pair.notManaged("has expired");
        }
        return true;
    }

    /** Detects a process that died between the CA and its client certificate. The user's own pair may have intermediate CAs. */
    private boolean isOfAnotherCa() {
        return client.managed()
                && ca.managed()
                && Files.exists(client.certificate())
                && !CertificateFiles.belongTogether(client.certificate(), ca.certificate());
    }

    private CertifiedKey newClient() {
        return issuer().client(
                        issueSettings.userName() + ".<bootstrap>",
                        issueSettings.keys().newKeyPair(),
                        caCertificate(),
                        caKey());
    }

    private X509Certificate caCertificate() {
        X509Certificate certificate = CertificateFiles.readCertificate(ca.certificate());
        if (certificate.getBasicConstraints() < 0) {
            throw new CertificateException(
                    "The certificate " + ca.certificate() + " is not a CA's: nothing would trust what it signs",
                    "Name the certificate of a CA.",
                    null);
        }
        if (certificate.getNotAfter().toInstant().isBefore(now())) {
            throw ca.managed()
                    ? new CertificateException(
                            "The CA " + ca.certificate() + " has expired",
                            "\"" + Reference.command("regenerate-certs").with(Reference.option("ca"))
                                    + "\" creates a new one, and new certificates for all machines.",
                            null)
                    : ca.notManaged("has expired");
        }
        return certificate;
    }

    /** Reads the CA's key. Only signing needs it, so the user may keep it elsewhere until then. */
    private PrivateKey caKey() {
        if (!Files.exists(ca.key())) {
            throw new CertificateException(
                    "The CA's key " + ca.key() + " is not there, and a new certificate has to be signed with it",
                    "Put it there for as long as the command takes, or name it with " + Reference.option("tls-ca-key")
                            + ".",
                    null);
        }
        PrivateKey key = CertificateFiles.readKey(ca.key());
        if (!belongTogether(key, CertificateFiles.readCertificate(ca.certificate()))) {
            throw new CertificateException(
                    "The key " + ca.key() + " is not the key of the CA " + ca.certificate(),
                    "Put the CA's own key there.",
                    null);
        }
        return key;
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            return CertificateIssuer.isKeyOf(key, certificate);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private CertificateIssuer issuer() {
        return new CertificateIssuer(issueSettings.clock());
    }

    private Instant now() {
        return issueSettings.clock().instant();
    }

    private void reportPlannedChanges(String whose, String what, Path certificate) {
        if (Files.exists(certificate)) {
            note(whose + " certificate is outdated and needs to be regenerated");
        }
        note("Creating " + what + ": " + certificate);
    }

    private void note(String text) {
        progress.report(new ProgressEvent.Note("", text));
    }
}
