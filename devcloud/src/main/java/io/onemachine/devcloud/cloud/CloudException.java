package io.onemachine.devcloud.cloud;

/** A call that failed; the message is what the caller is told, without the name of the method in front. */
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

    /** There is no object of that number. */
    public static CloudException noSuch(Kind kind, int id) {
        return new CloudException(ErrorCode.NO_EXISTS, "Error getting " + kind.title() + " [" + id + "].", id);
    }

    /** Returns the user may not do it. */
    public static CloudException notAuthorized(User user, Permissions.Right right, Kind kind, int id) {
        return forUser(user, "Not authorized to perform " + right + " " + kind.code() + " [" + id + "].");
    }

    /** Returns the user may not do it, for a reason of its own. */
    public static CloudException forUser(User user, String reason) {
        return new CloudException(ErrorCode.AUTHORIZATION, "User [" + user.id() + "] : " + reason);
    }

    /** Returns the machine is in a state in which the action makes no sense. */
    public static CloudException action(String action, String reason) {
        return new CloudException(ErrorCode.ACTION, "Error performing action \"" + action + "\": " + reason);
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns the object that could not be found, otherwise -1. */
    public int objectId() {
        return objectId;
    }
}
