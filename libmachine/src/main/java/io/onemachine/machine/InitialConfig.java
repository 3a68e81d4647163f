package io.onemachine.machine;

import com.google.gson.JsonObject;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.config.HostOptionsJson;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.lifecycle.MachineContext;
import io.onemachine.machine.lifecycle.MachinesSettings;
import io.onemachine.machine.lifecycle.StoredConfig;
import io.onemachine.machine.lifecycle.Unfinished;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the first configuration of a new machine. */
final class InitialConfig {
    private InitialConfig() {}

    /** Returns the content of its config.json. */
    static JsonObject config(CreateRequest request, MachinesSettings settings, Path directory) {
        JsonObject config = new JsonObject();
        config.addProperty("ConfigVersion", 3);
        StoredConfig.put(
                config,
                BaseDriverConfig.initial(request.name(), settings.storePath().toString()));
        config.addProperty("DriverName", request.driver());
        JsonObject options = new JsonObject();
        HostOptionsJson.write(
                new HostOptions(request.engine(), request.swarm(), auth(request, settings.tlsFiles(), directory)),
                options);
        config.add("HostOptions", options);
        config.addProperty("Name", request.name());
        HostKeyPolicy hostKey = request.ssh().hostKey();
        if (hostKey == HostKeyPolicy.PINNED || hostKey == HostKeyPolicy.OFF) {
            config.addProperty(MachineContext.HOST_KEY_POLICY, hostKey.text());
        }
        request.fleet().ifPresent(fleet -> config.add(FleetMembership.KEY, fleet.json()));
        config.addProperty(MachineContext.UNFINISHED, Unfinished.CREATION.text());
        return config;
    }

    /** Returns the driver's options with those of {@code create} itself that drivers and plugins may read. */
    static DriverOptions withCreateOptions(CreateRequest request, DriverOptions driverOptions) {
        EngineOptions engine = request.engine();
        SwarmOptions swarm = request.swarm();
        Map<String, OptionValue> more = new LinkedHashMap<>();
        more.put("driver", new OptionValue.StringValue(request.driver()));
        more.put("engine-install-url", new OptionValue.StringValue(engine.installUrl()));
        more.put("engine-storage-driver", new OptionValue.StringValue(engine.storageDriver()));
        more.put("swarm", new OptionValue.BoolValue(swarm.isSwarm()));
        more.put("swarm-addr", new OptionValue.StringValue(swarm.address()));
        more.put("swarm-discovery", new OptionValue.StringValue(swarm.discovery()));
        more.put("swarm-experimental", new OptionValue.BoolValue(swarm.isExperimental()));
        more.put("swarm-host", new OptionValue.StringValue(swarm.host()));
        more.put("swarm-image", new OptionValue.StringValue(swarm.image()));
        more.put("swarm-master", new OptionValue.BoolValue(swarm.master()));
        more.put("swarm-strategy", new OptionValue.StringValue(swarm.strategy()));
        HostKeyPolicy hostKey = request.ssh().hostKey();
        if (hostKey != HostKeyPolicy.BEST) {
            more.put(HostKeyPolicy.OPTION, new OptionValue.StringValue(hostKey.text()));
        }
        request.ssh()
                .keyType()
                .ifPresent(type -> more.put(SshKeyType.OPTION, new OptionValue.StringValue(type.text())));
        putGiven(more, "engine-opt", engine.arbitraryFlags());
        putGiven(more, "engine-label", engine.labels());
        putGiven(more, "engine-env", engine.env());
        putGiven(more, "engine-insecure-registry", engine.insecureRegistry());
        putGiven(more, "engine-registry-mirror", engine.registryMirror());
        putGiven(more, "swarm-opt", swarm.arbitraryFlags());
        putGiven(more, "swarm-join-opt", swarm.arbitraryJoinFlags());
        putGiven(more, "tls-san", request.tlsSans());
        request.fleet().ifPresent(fleet -> more.put(DriverOptions.FLEET, new OptionValue.StringValue(fleet.fleet())));
        return driverOptions.with(more);
    }

    private static void putGiven(Map<String, OptionValue> options, String name, List<String> values) {
        if (!values.isEmpty()) {
            options.put(name, new OptionValue.StringListValue(values));
        }
    }

    private static AuthOptions auth(CreateRequest request, TlsFiles files, Path directory) {
        Path certificates = files.caCertificate().getParent();
        return new AuthOptions(
                certificates == null ? "" : certificates.toString(),
                files.caCertificate().toString(),
                files.caKey().toString(),
                "",
                directory.resolve("server.pem").toString(),
                directory.resolve("server-key.pem").toString(),
                files.clientKey().toString(),
                "",
                "",
                files.clientCertificate().toString(),
                request.tlsSans(),
                directory.toString());
    }
}
