package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import java.util.List;
import java.util.Map;

/**
 * The header before an argument or a reply.
 *
 * @param method service and method, such as {@code Service.Method}
 * @param number the call's number; each connection counts from 0
 * @param error the error of an answer; empty for success, and in a request
 */
record CallHeader(String method, long number, String error) {
    private static final GobType.Field METHOD = new GobType.Field("ServiceMethod", GobType.Basic.STRING);
    private static final GobType.Field NUMBER = new GobType.Field("Seq", GobType.Basic.UINT);
    private static final GobType.Field ERROR = new GobType.Field("Error", GobType.Basic.STRING);
    private static final GobType.Struct REQUEST = new GobType.Struct("Request", List.of(METHOD, NUMBER));
    private static final GobType.Struct RESPONSE = new GobType.Struct("Response", List.of(METHOD, NUMBER, ERROR));

    static CallHeader read(GobValue value) throws GobException {
        if (value instanceof GobValue.Struct struct) {
            return new CallHeader(
                    struct.text(METHOD.name()), struct.unsigned(NUMBER.name()), struct.text(ERROR.name()));
        }
        throw new GobException("a call begins with " + GobValue.kind(value));
    }

    TypedValue asRequest() {
        return new TypedValue(
                REQUEST,
                new GobValue.Struct(
                        Map.of(METHOD.name(), new GobValue.Text(method), NUMBER.name(), new GobValue.Uint(number))));
    }

    TypedValue asResponse() {
        return new TypedValue(
                RESPONSE,
                new GobValue.Struct(Map.of(
                        METHOD.name(),
                        new GobValue.Text(method),
                        NUMBER.name(),
                        new GobValue.Uint(number),
                        ERROR.name(),
                        new GobValue.Text(error))));
    }
}
