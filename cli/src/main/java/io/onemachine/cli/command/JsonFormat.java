package io.onemachine.cli.command;

import com.google.gson.JsonObject;
import io.onemachine.cli.flag.Flag;
import io.onemachine.machine.json.GoJson;

/** The option {@code --format json} of the commands that otherwise print a word or a line. */
final class JsonFormat {
    static final String JSON = "json";
    private static final String FORMAT = "format";

    private JsonFormat() {}

    static Flag flag() {
        return Flag.text(FORMAT, "\"json\" prints the result as a JSON object");
    }

    /** Whether JSON is asked for; anything else that is asked for is an error. */
    static boolean wanted(Invocation invocation) throws CommandFailure {
        String format = invocation.flags().text(FORMAT);
        if (format.isEmpty() || format.equals(JSON)) {
            return !format.isEmpty();
        }
        throw CommandFailure.ofUsage("--format can be json only, not \"" + format + "\"");
    }

    /** Prints an object on one line. */
    static void print(Invocation invocation, JsonObject result) {
        invocation.print(GoJson.compact(result));
    }
}
