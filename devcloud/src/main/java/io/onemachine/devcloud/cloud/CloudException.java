package io.onemachine.devcloud.cloud;

/** Reports a failed call; the message is the caller's, without the method's name in front. */
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int objectId;

    public CloudException(ErrorCode code, String message) {
        this(code, message, -1);
    }

    private CloudException(ErrorCode code, String message, int objectId) {
        super(message);
        this.code = code;
        this.objectId = objectId;
    }

    /** Returns the error for a missing object. */
    public static CloudException noSuch(Kind kind, int id) {
        return new CloudException(ErrorCode.NO_EXISTS, "Error getting " + kind.title() + " [" + id + "].", id);
    }

    /** Returns the error for a missing right. */
    public static CloudException notAuthorized(User user, Permissions.Right right, Kind kind, int id) {
        return forUser(user, "Not authorized to perform " + right + " " + kind.code() + " [" + id + "].");
    }

    /** Returns the error for a missing right, with a reason of its own. */
    public static CloudException forUser(User user, String reason) {
        return new CloudException(ErrorCode.AUTHORIZATION, "User [" + user.id() + "] : " + reason);
    }

    /** Returns the error for an action that the VM's state does not allow. */
    public static CloudException action(String action, String reason) {
        return new CloudException(ErrorCode.ACTION, "Error performing action \"" + action + "\": " + reason);
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns the id of the missing object, otherwise -1. */
    public int objectId() {
        return objectId;
    }
}
