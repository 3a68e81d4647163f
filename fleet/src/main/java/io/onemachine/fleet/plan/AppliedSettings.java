package io.onemachine.fleet.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.fleet.file.FleetLease;
import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file asked for when it was last applied to a machine, as far as neither config.json nor the cloud says it. The store keeps it in
 * {@link io.onemachine.machine.FleetMembership#settings()}.
 *
 * @param options the driver's options, without those that matter only to a creation: these may be secret
 * @param lease the lease that was set, as in the file; empty for none
 */
public record AppliedSettings(Map<String, List<String>> options, Optional<String> lease) {
    public AppliedSettings {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        options.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        options = Collections.unmodifiableMap(copy);
    }

    /** Returns those of a machine to which the whole file was applied. */
    public static AppliedSettings of(MachineSettings settings, DriverProvider driver) {
        return new AppliedSettings(
                remembered(settings.options(), driver), settings.lease().map(FleetLease::text));
    }

    /** Returns those of a machine right after its creation: the lease is not set yet. */
    public static AppliedSettings ofNew(MachineSettings settings, DriverProvider driver) {
        return new AppliedSettings(remembered(settings.options(), driver), Optional.empty());
    }

    /** Returns the options without those that matter only to a creation. */
    static Map<String, List<String>> remembered(Map<String, List<String>> options, DriverProvider driver) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        options.forEach((name, values) -> {
            if (driver.effectOf(name) != OptionEffect.CREATION_ONLY) {
                kept.put(name, values);
            }
        });
        return kept;
    }

    /** Returns the same with one option as it was, which could not be changed. */
    public AppliedSettings keeping(String option, AppliedSettings before) {
        Map<String, List<String>> changed = new LinkedHashMap<>(options);
        changed.remove(option);
        Optional.ofNullable(before.options.get(option)).ifPresent(values -> changed.put(option, values));
        return new AppliedSettings(changed, lease);
    }

    /** Returns the JSON object for the store. */
    public String json() {
        JsonObject texts = new JsonObject();
        options.forEach((name, values) -> {
            JsonArray array = new JsonArray();
            values.forEach(array::add);
            texts.add(name, array);
        });
        JsonObject json = new JsonObject();
        json.add("Options", texts);
        lease.ifPresent(text -> json.addProperty("Lease", text));
        return GoJson.compact(json);
    }

    /** Reads the JSON object of the store; what is malformed in it counts as missing. */
    public static AppliedSettings parse(String text) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        JsonObject json;
        try {
            json = GoJsonReader.readObject(text);
        } catch (MalformedJsonException e) {
            return new AppliedSettings(options, Optional.empty());
        }
        if (json.get("Options") instanceof JsonObject texts) {
            texts.entrySet()
                    .forEach(option ->
                            texts(option.getValue()).ifPresent(values -> options.put(option.getKey(), values)));
        }
        Optional<String> lease =
                json.get("Lease") instanceof JsonPrimitive value ? Optional.of(value.getAsString()) : Optional.empty();
        return new AppliedSettings(options, lease);
    }

    private static Optional<List<String>> texts(JsonElement element) {
        if (!(element instanceof JsonArray array)) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (JsonElement value : array) {
            if (!value.isJsonPrimitive()) {
                return Optional.empty();
            }
            values.add(value.getAsString());
        }
        return Optional.of(values);
    }
}
