package io.onemachine.devcloud.cloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A user of the API. */
public final class User {

    private final int id;
    private final String name;
    private final String password;
    private final Group group;
    private final Attributes attributes;
    private Quota quota;

    public User(int id, String name, String password, Group group, Attributes attributes, Quota quota) {
        this.id = id;
        this.name = name;
        this.password = password;
        this.group = group;
        this.attributes = attributes;
        this.quota = quota;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Returns the password in plain text: the program prints it to those who may read the cloud's state folder. */
    public String password() {
        return password;
    }

    /** Returns the digest that {@code one.user.info} shows. */
    public String passwordDigest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public Group group() {
        return group;
    }

    /** Returns whether the user is in the group oneadmin, whose members have all rights. */
    public boolean isAdmin() {
        return group == Group.ONEADMIN;
    }

    /** Returns the attributes set by the user or the administrator, such as {@code SSH_PUBLIC_KEY}. */
    public Attributes attributes() {
        return attributes;
    }

    public Quota quota() {
        return quota;
    }

    public void quota(Quota newQuota) {
        quota = newQuota;
    }

    /** Returns whether this is the password; the time of the comparison does not depend on how much of it is right. */
    public boolean hasPassword(String candidate) {
        return MessageDigest.isEqual(
                password.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }
}
