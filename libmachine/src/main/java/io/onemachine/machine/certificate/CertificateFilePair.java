package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.certificate.Pem;
import io.onemachine.machine.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate and its key, two files of which nobody is left with a new one and an old one.
 *
 * <p>Both go to one file beside the key first. Whoever is killed after that leaves it, and the next one finishes what it holds;
 * whoever is killed before leaves nothing. For one process at a time.
 *
 * @param whose what to call them: {@code CA}, {@code client}
 * @param managed whether they are the store's: what somebody brought along is never replaced
 */
record CertificateFilePair(String whose, Path certificate, Path key, boolean managed) {

    /** Where they are both, until each is at its place. */
    private Path unfinished() {
        return key.resolveSibling("." + key.getFileName() + ".unfinished");
    }

    /** Whether somebody was killed, or is at work. */
    boolean isUnfinished() {
        return Files.exists(unfinished());
    }

    /** Does the rest of what somebody was killed at. */
    void finish() {
        if (!isUnfinished()) {
            return;
        }
        StringBuilder certificates = new StringBuilder();
        StringBuilder keys = new StringBuilder();
        for (Pem.Block block :
                Pem.decode(CertificateFiles.text(unfinished()), unfinished().toString())) {
            StringBuilder part = block.type().equals(Pem.CERTIFICATE) ? certificates : keys;
            part.append(Pem.encode(block.type(), block.content()));
        }
        putInPlace(new CertifiedKey(certificates.toString(), keys.toString()));
    }

    /** Writes both, with the folders for them. */
    void write(CertifiedKey made) {
        PrivateFiles.createFolders(folder(certificate));
        PrivateFiles.createFolders(folder(key));
        PrivateFiles.writeSecret(unfinished(), made.key() + made.certificate());
        putInPlace(made);
    }

    private void putInPlace(CertifiedKey made) {
        PrivateFiles.writeSecret(key, made.key());
        PrivateFiles.writePublic(certificate, made.certificate());
        try {
            Files.deleteIfExists(unfinished());
        } catch (IOException e) {
            throw new CertificateException("Cannot remove " + unfinished() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether neither is there.
     *
     * @throws CertificateException when only one is: nobody but its owner knows where the other one went
     */
    boolean isMissing() {
        boolean certificateThere = Files.exists(certificate);
        boolean keyThere = Files.exists(key);
        if (certificateThere != keyThere) {
            Path there = certificateThere ? certificate : key;
            Path missing = certificateThere ? key : certificate;
            throw new CertificateException(
                    "The " + whose + "'s " + (certificateThere ? "certificate " : "key ") + there
                            + " is there but not its " + (certificateThere ? "key " : "certificate ") + missing,
                    "Put the missing file back, name another pair, or remove the one that is there.",
                    null);
        }
        return !certificateThere;
    }

    boolean isExpired(Instant now) {
        return CertificateFiles.end(certificate).isBefore(now);
    }

    /** Says that a pair which somebody brought along is theirs to renew. */
    CertificateException notOurs(String why) {
        return new CertificateException(
                "The " + whose + "'s certificate " + certificate + " " + why
                        + ", and is not the store's own: it is never replaced",
                "Put a new certificate and its key in the place of the old ones, then run "
                        + "\"docker-machine regenerate-certs --all\".",
                null);
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new CertificateException(file + " is no file's path"));
    }

    /** The folder of the certificate. */
    Path folder() {
        return folder(certificate);
    }
}
