package io.onemachine.cli.listing;

import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoSlice;
import io.onemachine.gotemplate.value.GoStruct;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts a row into template data; the names, order and types of the fields are those of docker-machine. */
final class RowTemplateData {
    private static final String SWARM_OPTIONS = "swarm.Options";
    private static final String ENGINE_OPTIONS = "engine.Options";

    private RowTemplateData() {}

    static GoStruct of(MachineRow row) {
        HostOptions options = row.options();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("Name", row.name());
        fields.put("Active", row.active());
        fields.put("ActiveHost", row.isActiveHost());
        fields.put("ActiveSwarm", row.isActiveSwarm());
        fields.put("DriverName", row.driverName());
        fields.put("State", state(row.state()));
        fields.put("URL", row.url());
        fields.put("SwarmOptions", new GoPointer(SWARM_OPTIONS, options == null ? null : swarm(options.swarm())));
        fields.put("Swarm", row.swarm());
        fields.put("EngineOptions", new GoPointer(ENGINE_OPTIONS, options == null ? null : engine(options.engine())));
        fields.put("Error", row.error());
        fields.put("DockerVersion", row.dockerVersion());
        fields.put("ResponseTime", duration(row.responseTime()));
        return new GoStruct("commands.HostListItem", fields, ownFields(row));
    }

    /** Fields that docker-machine does not have: they are not part of what <code>{{.}}</code> and <code>{{json .}}</code> print. */
    private static Map<String, Object> ownFields(MachineRow row) {
        return Map.of(RowFormat.FLEET, row.fleet(), RowFormat.SWARM_ROLE, row.swarmRole());
    }

    private static GoInteger state(MachineState state) {
        return new GoInteger(
                "state.State", state.number(), state.label(), state.label(), Map.of("String", state.label()));
    }

    private static GoInteger duration(Duration duration) {
        String text = GoDuration.text(duration);
        double seconds = duration.toSeconds() + duration.toNanosPart() / 1e9;
        return new GoInteger(
                "time.Duration",
                duration.toNanos(),
                text,
                seconds,
                Map.of(
                        "String",
                        text,
                        "Hours",
                        seconds / 3600,
                        "Minutes",
                        seconds / 60,
                        "Seconds",
                        seconds,
                        "Milliseconds",
                        duration.toMillis(),
                        "Microseconds",
                        duration.toNanos() / 1000,
                        "Nanoseconds",
                        duration.toNanos()));
    }

    private static GoStruct swarm(SwarmOptions swarm) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("IsSwarm", swarm.isSwarm());
        fields.put("Address", swarm.address());
        fields.put("Discovery", swarm.discovery());
        fields.put("Agent", swarm.agent());
        fields.put("Master", swarm.master());
        fields.put("Host", swarm.host());
        fields.put("Image", swarm.image());
        fields.put("Strategy", swarm.strategy());
        fields.put("Heartbeat", 0L);
        fields.put("Overcommit", 0.0);
        fields.put("ArbitraryFlags", GoSlice.ofTexts(swarm.arbitraryFlags()));
        fields.put("ArbitraryJoinFlags", GoSlice.ofTexts(swarm.arbitraryJoinFlags()));
        fields.put("Env", GoSlice.ofTexts(swarm.env()));
        fields.put("IsExperimental", swarm.isExperimental());
        return new GoStruct(SWARM_OPTIONS, fields);
    }

    private static GoStruct engine(EngineOptions engine) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ArbitraryFlags", GoSlice.ofTexts(engine.arbitraryFlags()));
        fields.put("DNS", GoSlice.ofTexts(engine.dns()));
        fields.put("GraphDir", engine.graphDir());
        fields.put("Env", GoSlice.ofTexts(engine.env()));
        fields.put("Ipv6", engine.ipv6());
        fields.put("InsecureRegistry", GoSlice.ofTexts(engine.insecureRegistry()));
        fields.put("Labels", GoSlice.ofTexts(engine.labels()));
        fields.put("LogLevel", engine.logLevel());
        fields.put("StorageDriver", engine.storageDriver());
        fields.put("SelinuxEnabled", engine.selinuxEnabled());
        fields.put("TLSVerify", engine.tlsVerify());
        fields.put("RegistryMirror", GoSlice.ofTexts(engine.registryMirror()));
        fields.put("InstallURL", engine.installUrl());
        return new GoStruct(ENGINE_OPTIONS, fields);
    }
}
