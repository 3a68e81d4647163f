package io.onemachine.machine.ssh;

import io.onemachine.machine.ssh.hostkey.PrintableText;

import io.onemachine.machine.error.DriverOptionException;
import java.util.Locale;

/** What kind of key is made to log in with. */
public enum SshKeyType {
    /** Small and fast; every server since OpenSSH 6.5 (2014) takes it. */
    ED25519,
    /** 2048 bits, as docker-machine 0.16.2 makes it. */
    RSA,
    /** Of the curve nistp256. */
    ECDSA;

    /** The option of {@code create}, without dashes, and its name among a driver's options. */
    public static final String OPTION = "ssh-key-type";

    /** Says the same to a driver that is served to another program, which does not know the option. */
    public static final String VARIABLE = "MACHINE_SSH_KEY_TYPE";

    /**
     * Returns the type of that name; {@link #ED25519} for the empty one.
     *
     * @param where what to call the place that it stands in
     * @throws DriverOptionException when there is none
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

    /** Returns the name, as {@link #parse} takes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the private key's file in a machine's folder. */
    public String fileName() {
        return "id_" + text();
    }
}
