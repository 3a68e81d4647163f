package io.onemachine.devcloud.cloud;

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

    public int id() {
        return id;
    }

    public String title() {
        return title;
    }
}
