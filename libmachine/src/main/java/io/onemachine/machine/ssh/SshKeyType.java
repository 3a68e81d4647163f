package io.onemachine.machine.ssh;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.Locale;

/** The type of a generated login key. */
public enum SshKeyType {
    /** Small and fast; supported by every server since OpenSSH 6.5 (2014). */
    ED25519,
    /** With 2048 bits, as in docker-machine 0.16.2. */
    RSA,
    /** On the curve nistp256. */
    ECDSA;

    /** The option of {@code create}, without dashes, and its name among a driver's options. */
    public static final String OPTION = "ssh-key-type";

    /** Passes the option to a driver that runs as a plugin for another program, which does not know it. */
    public static final String VARIABLE = "MACHINE_SSH_KEY_TYPE";

    /**
     * Returns the type of that name; {@link #ED25519} for the empty one.
     *
     * @param where the name's source, for messages
     * @throws DriverOptionException when there is no such type
     */
    public static SshKeyType parse(String name, String where) {
        return switch (name) {
            case "", "ed25519" -> ED25519;
            case "rsa" -> RSA;
            case "ecdsa" -> ECDSA;
            default ->
                throw new DriverOptionException(
                        where + " must be ed25519, rsa or ecdsa, not \"" + PrintableText.of(name) + "\"");
        };
    }

    /** Returns the name, in the form for {@link #parse}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the private key's file in a machine's folder. */
    public String fileName() {
        return "id_" + text();
    }
}
