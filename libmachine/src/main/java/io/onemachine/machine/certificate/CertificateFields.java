package io.onemachine.machine.certificate;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The fields of a certificate, read without the JDK's cryptography, whose start takes longer than most commands. The signature is not
 * verified.
 *
 * @param issuer the issuer's name in DER, a character for each byte
 * @param subject its own name, likewise
 * @param notAfter its last instant of validity
 * @param authorityKey the identifier of the issuer's key, likewise; empty when missing
 * @param subjectKey the identifier of its own key, likewise; empty when missing
 */
public record CertificateFields(
        String issuer, String subject, Instant notAfter, String authorityKey, String subjectKey) {
    private static final int BOOLEAN = 0x01;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int EXTENSIONS = 0xa3;
    private static final int KEY_IDENTIFIER = 0x80;

    /** {@code id-ce-subjectKeyIdentifier} and {@code id-ce-authorityKeyIdentifier}: 2.5.29.14 and 2.5.29.35. */
    private static final String SUBJECT_KEY = characters(new byte[] {0x55, 0x1d, 14});

    private static final String AUTHORITY_KEY = characters(new byte[] {0x55, 0x1d, 35});

    /** UTCTime has two digits for the year: from 50 on, the year is in the twentieth century. */
    private static final int FIRST_OF_THE_LAST_CENTURY = 50;

    /** Reads the DER form; empty when any part is not as expected, which the JDK may still understand. */
    public static Optional<CertificateFields> read(byte[] der) {
        try {
            Der tbs = Der.reader(Der.reader(Der.reader(der).next(Der.SEQUENCE)).next(Der.SEQUENCE));
            if (tbs.peekTag() == Der.CONTEXT_0) {
                tbs.next(Der.CONTEXT_0); // the version
            }
            tbs.next(Der.INTEGER); // the serial number
            tbs.next(Der.SEQUENCE); // the signature's algorithm
            String issuer = characters(tbs.next(Der.SEQUENCE));
            Der validity = Der.reader(tbs.next(Der.SEQUENCE));
            validity.next(validity.peekTag());
            Instant notAfter = time(validity);
            String subject = characters(tbs.next(Der.SEQUENCE));
            tbs.next(Der.SEQUENCE); // the key
            String authorityKey = "";
            String subjectKey = "";
            while (tbs.hasNext()) {
                int tag = tbs.peekTag();
                byte[] content = tbs.next(tag);
                if (tag == EXTENSIONS) {
                    Der extensions = Der.reader(Der.reader(content).next(Der.SEQUENCE));
                    while (extensions.hasNext()) {
                        Der extension = Der.reader(extensions.next(Der.SEQUENCE));
                        String name = characters(extension.next(Der.OBJECT_IDENTIFIER));
                        if (extension.peekTag() == BOOLEAN) {
                            extension.next(BOOLEAN);
                        }
                        Der value = Der.reader(extension.next(Der.OCTET_STRING));
                        if (name.equals(SUBJECT_KEY)) {
                            subjectKey = characters(value.next(Der.OCTET_STRING));
                        } else if (name.equals(AUTHORITY_KEY)) {
                            Der names = Der.reader(value.next(Der.SEQUENCE));
                            authorityKey =
                                    names.peekTag() == KEY_IDENTIFIER ? characters(names.next(KEY_IDENTIFIER)) : "";
                        }
                    }
                }
            }
            return Optional.of(new CertificateFields(issuer, subject, notAfter, authorityKey, subjectKey));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns whether it names another certificate, and that one's key, as its issuer. */
    public boolean namesAsIssuer(CertificateFields other) {
        return issuer.equals(other.subject) && !authorityKey.isEmpty() && authorityKey.equals(other.subjectKey);
    }

    private static Instant time(Der reader) {
        int tag = reader.peekTag();
        String text = characters(reader.next(tag));
        boolean wholeYear = tag == GENERALIZED_TIME;
        if ((!wholeYear && tag != UTC_TIME) || !text.matches(wholeYear ? "[0-9]{14}Z" : "[0-9]{12}Z")) {
            throw new IllegalArgumentException("not a time");
        }
        int rest = wholeYear ? 4 : 2;
        int year = Integer.parseInt(text.substring(0, rest));
        if (!wholeYear) {
            year += year < FIRST_OF_THE_LAST_CENTURY ? 2000 : 1900;
        }
        return LocalDateTime.of(
                        year,
                        two(text, rest),
                        two(text, rest + 2),
                        two(text, rest + 4),
                        two(text, rest + 6),
                        two(text, rest + 8))
                .toInstant(ZoneOffset.UTC);
    }

    private static int two(String digits, int at) {
        return Integer.parseInt(digits.substring(at, at + 2));
    }

    private static String characters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
