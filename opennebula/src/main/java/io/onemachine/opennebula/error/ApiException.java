package io.onemachine.opennebula.error;

/** The front end understood who asks for what and said no. The call had no effect. */
public final class ApiException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    private final ApiErrorCode code;
    private final int number;

    /**
     * A refusal.
     *
     * @param number the code as sent
     * @param message what OpenNebula said
     */
    public ApiException(int number, String message) {
        this(ApiErrorCode.of(number), number, message);
    }

    private ApiException(ApiErrorCode code, int number, String message) {
        super(message, null);
        this.code = code;
        this.number = number;
    }

    /**
     * An XML-RPC fault, which says that the call was not understood.
     *
     * @param fault the fault's code, for example -506 for an unknown method
     * @param message what OpenNebula said
     */
    public static ApiException ofFault(int fault, String message) {
        return new ApiException(
                ApiErrorCode.XML_RPC_API,
                ApiErrorCode.XML_RPC_API.number(),
                "the front end did not understand the call: " + message + " (XML-RPC fault " + fault + ")");
    }

    /** What kind of refusal it is. */
    public ApiErrorCode code() {
        return code;
    }

    /** The code as sent, also when it is a new one. */
    public int number() {
        return number;
    }
}
