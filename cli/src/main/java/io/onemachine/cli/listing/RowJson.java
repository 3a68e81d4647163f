package io.onemachine.cli.listing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.options.HostOptions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON, for programs: every field is always present and keeps its type. */
public final class RowJson {
    private RowJson() {}

    /** Returns an array with an object for each row. */
    public static String of(List<MachineRow> rows) {
        JsonArray array = new JsonArray();
        for (MachineRow row : rows) {
            array.add(object(row));
        }
        return GoJson.indented(array);
    }

    /**
     * Returns an object on one line: what happened to a machine, and its row.
     *
     * @param event what happened
     */
    static String line(Instant time, String event, MachineRow row) {
        JsonObject json = new JsonObject();
        json.addProperty("time", time.toString());
        json.addProperty("event", event);
        object(row).entrySet().forEach(field -> json.add(field.getKey(), field.getValue()));
        return GoJson.compact(json);
    }

    private static JsonObject object(MachineRow row) {
        JsonObject json = new JsonObject();
        json.addProperty("name", row.name());
        json.addProperty("active", row.isActiveHost());
        json.addProperty("activeSwarm", row.isActiveSwarm());
        json.addProperty("driver", row.driverName());
        json.addProperty("state", row.state().label());
        json.addProperty("url", row.url());
        json.addProperty("swarm", row.swarm());
        json.addProperty("dockerVersion", row.dockerVersion());
        json.add("labels", labels(row.options()));
        json.addProperty("context", row.context());
        json.addProperty("fleet", row.fleet());
        json.addProperty("error", row.error());
        json.addProperty("warning", row.warning());
        json.addProperty("responseSeconds", row.responseTime().toNanos() / 1e9);
        json.addProperty("leaseEnds", row.leaseEnds());
        return json;
    }

    private static JsonArray labels(@Nullable HostOptions options) {
        JsonArray labels = new JsonArray();
        if (options != null) {
            options.engine().labels().forEach(labels::add);
        }
        return labels;
    }
}
