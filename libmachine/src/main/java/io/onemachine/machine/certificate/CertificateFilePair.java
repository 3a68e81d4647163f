package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate and its key: two files that are replaced together.
 *
 * <p>Both are first written to one file beside the key. A process that dies after that leaves the file, and the next one finishes the
 * replacement; one that dies before leaves nothing. Not for concurrent use.
 *
 * @param whose the pair's name in messages: {@code CA}, {@code client}
 * @param managed whether the files are the store's own; files supplied by the user are never replaced
 */
record CertificateFilePair(String whose, Path certificate, Path key, boolean managed) {

    /** Returns the file with both, which exists until each is in place. */
    private Path unfinished() {
        return key.resolveSibling("." + key.getFileName() + ".unfinished");
    }

    /** Returns whether a replacement was interrupted or is in progress. */
    boolean isUnfinished() {
        return Files.exists(unfinished());
    }

    /** Finishes an interrupted replacement. */
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

    /** Writes both files, with their folders. */
    void write(CertifiedKey issued) {
        PrivateFiles.createFolders(folder(certificate));
        PrivateFiles.createFolders(folder(key));
        PrivateFiles.writeSecret(unfinished(), issued.key() + issued.certificate());
        putInPlace(issued);
    }

    private void putInPlace(CertifiedKey issued) {
        PrivateFiles.writeSecret(key, issued.key());
        PrivateFiles.writePublic(certificate, issued.certificate());
        try {
            Files.deleteIfExists(unfinished());
        } catch (IOException e) {
            throw new CertificateException("Cannot remove " + unfinished() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns whether both files are missing.
     *
     * @throws CertificateException when only one is: only the user knows where the other one is
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

    /** Returns the error for a pair supplied by the user, which only the user can renew. */
    CertificateException notManaged(String why) {
        return new CertificateException(
                "The " + whose + "'s certificate " + certificate + " " + why
                        + ", and is not the store's own: it is never replaced",
                "Put a new certificate and its key in the place of the old ones, then run \""
                        + Reference.command("regenerate-certs").with(Reference.option("all")) + "\".",
                null);
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new CertificateException(file + " is not the path of a file"));
    }

    /** Returns the folder of the certificate. */
    Path folder() {
        return folder(certificate);
    }
}
