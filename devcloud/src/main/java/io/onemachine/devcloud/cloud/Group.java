package io.onemachine.devcloud.cloud;

import java.util.Arrays;
import java.util.Optional;

/** A group of users. */
public enum Group {
    ONEADMIN(0, "oneadmin"),
    USERS(1, "users");

    private final int id;
    private final String title;

    Group(int id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Returns the group with that id. */
    public static Optional<Group> of(int id) {
        return Arrays.stream(values()).filter(group -> group.id == id).findFirst();
    }

    public int id() {
        return id;
    }

    public String title() {
        return title;
    }
}
