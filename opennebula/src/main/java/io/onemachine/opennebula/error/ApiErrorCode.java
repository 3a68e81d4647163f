package io.onemachine.opennebula.error;

/** The error codes of OpenNebula's API reference. */
public enum ApiErrorCode {
    /** The session is not accepted. */
    AUTHENTICATION(256),
    /** The user may not do this, or a quota is used up. */
    AUTHORIZATION(512),
    /** There is no such object. */
    NO_EXISTS(1024),
    /** The object is in a state that does not allow this. */
    ACTION(2048),
    /** The call itself is wrong: unknown method or parameters, a fault of XML-RPC. */
    XML_RPC_API(4096),
    /** An internal error; also an invalid template. */
    INTERNAL(8192),
    /** The object could not be created. */
    ALLOCATE(16384),
    /** The object is locked. */
    LOCKED(32768),
    /** The servers of a federation or a high-availability group disagree. */
    REPLICATION(65536),
    /** A code that this program does not know. */
    OTHER(-1);

    private final int number;

    ApiErrorCode(int number) {
        this.number = number;
    }

    /** Returns the number on the wire; -1 for {@link #OTHER}. */
    public int number() {
        return number;
    }

    /** Returns the code of that number, or {@link #OTHER}. */
    public static ApiErrorCode of(int number) {
        for (ApiErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return OTHER;
    }
}
