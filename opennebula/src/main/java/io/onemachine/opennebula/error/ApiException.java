package io.onemachine.opennebula.error;

/** Reports that the front end refused a valid call. The call had no effect. */
public final class ApiException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    private final ApiErrorCode code;
    private final int number;

    /**
     * Creates a refusal.
     *
     * @param number the code as sent
     * @param message OpenNebula's message
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
     * Creates an XML-RPC fault: the front end did not understand the call.
     *
     * @param fault the fault's code, for example -506 for an unknown method
     * @param message OpenNebula's message
     */
    public static ApiException ofFault(int fault, String message) {
        return new ApiException(
                ApiErrorCode.XML_RPC_API,
                ApiErrorCode.XML_RPC_API.number(),
                "the front end did not understand the call: " + message + " (XML-RPC fault " + fault + ")");
    }

    /** Returns the kind of refusal. */
    public ApiErrorCode code() {
        return code;
    }

    /** Returns the code as sent, also an unknown one. */
    public int number() {
        return number;
    }
}
