package io.onemachine.cli.run;

import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.machine.json.GoJson;

/** Implements the option {@code --format json} of commands that otherwise print a word or a line. */
public final class JsonFormat {
    public static final String JSON = "json";
    private static final String FORMAT = "format";

    private JsonFormat() {}

    public static Flag flag() {
        return Flag.text(FORMAT, "\"json\" prints the result as a JSON object");
    }

    /** Returns the option of a command that lists something. */
    public static Flag arrayFlag() {
        return Flag.text(FORMAT, "\"json\" prints the result as a JSON array");
    }

    /** Returns whether the option requests JSON; any other value is an error. */
    public static boolean wanted(Invocation invocation) throws CommandFailure {
        String format = invocation.flags().text(FORMAT);
        if (format.isEmpty() || format.equals(JSON)) {
            return !format.isEmpty();
        }
        throw CommandFailure.ofUsage("--format can be json only, not \"" + format + "\"");
    }

    /**
     * Formats one value about a machine: the value alone, or a JSON object with the machine's name.
     *
     * @param key the key of the value in the object
     */
    public static String line(boolean json, String machine, String key, String value) {
        if (!json) {
            return value;
        }
        JsonObject result = new JsonObject();
        result.addProperty("name", machine);
        result.addProperty(key, value);
        return GoJson.compact(result);
    }
}
