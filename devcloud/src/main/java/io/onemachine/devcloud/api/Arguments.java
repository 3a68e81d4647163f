package io.onemachine.devcloud.api;

import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;

/** The parameters of a call; number 0 is the session string. */
final class Arguments {

    private final List<XmlRpcValue> values;

    /** Reports a missing parameter or one of the wrong type. */
    static final class WrongArgumentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongArgumentException(String message) {
            super(message);
        }
    }

    Arguments(List<XmlRpcValue> values) {
        this.values = values;
    }

    int count() {
        return values.size();
    }

    String string(int position) {
        if (get(position) instanceof XmlRpcValue.StringValue(String value)) {
            return value;
        }
        throw new WrongArgumentException("Parameter that is supposed to be string is not");
    }

    int integer(int position) {
        if (get(position) instanceof XmlRpcValue.IntValue(int value)) {
            return value;
        }
        throw new WrongArgumentException("Parameter that is supposed to be integer is not");
    }

    boolean bool(int position) {
        if (get(position) instanceof XmlRpcValue.BooleanValue(boolean value)) {
            return value;
        }
        throw new WrongArgumentException("Parameter that is supposed to be boolean is not");
    }

    /** Returns the boolean at a position, false when there are fewer parameters. */
    boolean optionalBool(int position) {
        return count() > position && bool(position);
    }

    /** Returns the string at a position, empty when there are fewer parameters. */
    String optionalString(int position) {
        return count() > position ? string(position) : "";
    }

    private XmlRpcValue get(int position) {
        if (position >= values.size()) {
            throw new WrongArgumentException("Not enough parameters");
        }
        return values.get(position);
    }
}
