package io.onemachine.gotemplate;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoSlice;
import io.onemachine.gotemplate.value.GoStruct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data that the recorded templates were applied to. */
final class TemplateData {
    private TemplateData() {}

    static @Nullable Object of(String kind, JsonElement config) {
        return switch (kind) {
            case "config" -> new Gson().fromJson(config, Object.class);
            case "row" -> row();
            case "broken" -> broken();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Returns a row of ls for a running machine of driver none. */
    static GoStruct row() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Name", "m1");
        row.put("Active", "-");
        row.put("ActiveHost", false);
        row.put("ActiveSwarm", false);
        row.put("DriverName", "none");
        row.put("State", state(1, "Running"));
        row.put("URL", "tcp://127.0.0.1:1");
        row.put("SwarmOptions", new GoPointer("swarm.Options", swarm()));
        row.put("Swarm", "");
        row.put("EngineOptions", new GoPointer("engine.Options", engine()));
        row.put("Error", "");
        row.put("DockerVersion", "v29.0.1");
        row.put("ResponseTime", duration(1_234_567_890, "1.23456789s", 1.2345678900000001));
        return new GoStruct("commands.HostListItem", row);
    }

    /** Returns the row of a machine that cannot be loaded. */
    static GoStruct broken() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(row().fields());
        row.put("Name", "bad");
        row.put("Active", "");
        row.put("DriverName", "not found");
        row.put("State", state(7, "Error"));
        row.put("URL", "");
        row.put("SwarmOptions", new GoPointer("swarm.Options", null));
        row.put("EngineOptions", new GoPointer("engine.Options", null));
        row.put("Error", "unexpected end of JSON input");
        row.put("DockerVersion", "");
        row.put("ResponseTime", duration(0, "0s", 0));
        return new GoStruct("commands.HostListItem", row);
    }

    private static GoInteger state(long number, String label) {
        return new GoInteger("state.State", number, label, label, Map.of("String", label));
    }

    private static GoInteger duration(long nanoseconds, String text, double seconds) {
        return new GoInteger("time.Duration", nanoseconds, text, seconds, Map.of("Seconds", seconds));
    }

    private static GoStruct swarm() {
        Map<String, @Nullable Object> swarm = new LinkedHashMap<>();
        swarm.put("IsSwarm", false);
        swarm.put("Address", "");
        swarm.put("Discovery", "");
        swarm.put("Agent", false);
        swarm.put("Master", false);
        swarm.put("Host", "tcp://0.0.0.0:3376");
        swarm.put("Image", "swarm:latest");
        swarm.put("Strategy", "spread");
        swarm.put("Heartbeat", 0L);
        swarm.put("Overcommit", 0.0);
        swarm.put("ArbitraryFlags", GoSlice.ofTexts(List.of()));
        swarm.put("ArbitraryJoinFlags", GoSlice.ofTexts(List.of()));
        swarm.put("Env", new GoSlice("string", null));
        swarm.put("IsExperimental", false);
        return new GoStruct("swarm.Options", swarm);
    }

    private static GoStruct engine() {
        Map<String, @Nullable Object> engine = new LinkedHashMap<>();
        engine.put("ArbitraryFlags", GoSlice.ofTexts(List.of("x=y")));
        engine.put("DNS", new GoSlice("string", null));
        engine.put("GraphDir", "");
        engine.put("Env", GoSlice.ofTexts(List.of()));
        engine.put("Ipv6", false);
        engine.put("InsecureRegistry", GoSlice.ofTexts(List.of()));
        engine.put("Labels", GoSlice.ofTexts(List.of("a=b", "c=d")));
        engine.put("LogLevel", "");
        engine.put("StorageDriver", "");
        engine.put("SelinuxEnabled", false);
        engine.put("TLSVerify", true);
        engine.put("RegistryMirror", GoSlice.ofTexts(List.of()));
        engine.put("InstallURL", "https://get.docker.com");
        return new GoStruct("engine.Options", engine);
    }
}
