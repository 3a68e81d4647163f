package io.onemachine.machine.config;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;

/** Reads and writes the {@code HostOptions} of config.json, with Go's keys. */
public final class HostOptionsJson {
    private static final String VERSION = "EngineVersion";
    private static final String OPENS_FIREWALL = "EngineOpenFirewall";

    private HostOptionsJson() {}

    /**
     * Reads the options; missing objects count as empty ones.
     *
     * @throws InvalidMachineConfigException when a value is of the wrong type
     */
    public static HostOptions read(JsonObject hostOptions) {
        JsonObject json = hostOptions.deepCopy();
        return new HostOptions(
                engine(JsonFields.child(json, "EngineOptions")),
                swarm(JsonFields.child(json, "SwarmOptions")),
                auth(JsonFields.child(json, "AuthOptions")));
    }

    /** Writes the options into their object; unknown keys stay as they are. */
    public static void write(HostOptions options, JsonObject hostOptions) {
        if (!hostOptions.has("Driver")) {
            hostOptions.addProperty("Driver", "");
        }
        JsonFields.putZero(hostOptions, "Memory");
        JsonFields.putZero(hostOptions, "Disk");
        write(options.engine(), JsonFields.child(hostOptions, "EngineOptions"));
        write(options.swarm(), JsonFields.child(hostOptions, "SwarmOptions"));
        write(options.auth(), JsonFields.child(hostOptions, "AuthOptions"));
    }

    static EngineOptions engine(JsonObject json) {
        return new EngineOptions(
                JsonFields.texts(json, "ArbitraryFlags"),
                JsonFields.texts(json, "Dns"),
                JsonFields.text(json, "GraphDir"),
                JsonFields.texts(json, "Env"),
                JsonFields.truth(json, "Ipv6"),
                JsonFields.texts(json, "InsecureRegistry"),
                JsonFields.texts(json, "Labels"),
                JsonFields.text(json, "LogLevel"),
                JsonFields.text(json, "StorageDriver"),
                JsonFields.truth(json, "SelinuxEnabled"),
                JsonFields.truth(json, "TlsVerify"),
                JsonFields.texts(json, "RegistryMirror"),
                JsonFields.text(json, "InstallURL"),
                JsonFields.text(json, VERSION),
                !json.has(OPENS_FIREWALL) || JsonFields.truth(json, OPENS_FIREWALL));
    }

    static void write(EngineOptions options, JsonObject json) {
        JsonFields.put(json, "ArbitraryFlags", options.arbitraryFlags());
        JsonFields.putNullWhenEmpty(json, "Dns", options.dns());
        json.addProperty("GraphDir", options.graphDir());
        JsonFields.put(json, "Env", options.env());
        json.addProperty("Ipv6", options.ipv6());
        JsonFields.put(json, "InsecureRegistry", options.insecureRegistry());
        JsonFields.put(json, "Labels", options.labels());
        json.addProperty("LogLevel", options.logLevel());
        json.addProperty("StorageDriver", options.storageDriver());
        json.addProperty("SelinuxEnabled", options.selinuxEnabled());
        json.addProperty("TlsVerify", options.tlsVerify());
        JsonFields.put(json, "RegistryMirror", options.registryMirror());
        json.addProperty("InstallURL", options.installUrl());
        // The Go program has no such keys: without these options, config.json is as that program writes it.
        if (options.version().isEmpty()) {
            json.remove(VERSION);
        } else {
            json.addProperty(VERSION, options.version());
        }
        if (options.opensFirewall()) {
            json.remove(OPENS_FIREWALL);
        } else {
            json.addProperty(OPENS_FIREWALL, false);
        }
    }

    static SwarmOptions swarm(JsonObject json) {
        return new SwarmOptions(
                JsonFields.truth(json, "IsSwarm"),
                JsonFields.text(json, "Address"),
                JsonFields.text(json, "Discovery"),
                JsonFields.truth(json, "Agent"),
                JsonFields.truth(json, "Master"),
                JsonFields.text(json, "Host"),
                JsonFields.text(json, "Image"),
                JsonFields.text(json, "Strategy"),
                JsonFields.texts(json, "ArbitraryFlags"),
                JsonFields.texts(json, "ArbitraryJoinFlags"),
                JsonFields.texts(json, "Env"),
                JsonFields.truth(json, "IsExperimental"));
    }

    static void write(SwarmOptions options, JsonObject json) {
        json.addProperty("IsSwarm", options.isSwarm());
        json.addProperty("Address", options.address());
        json.addProperty("Discovery", options.discovery());
        json.addProperty("Agent", options.agent());
        json.addProperty("Master", options.master());
        json.addProperty("Host", options.host());
        json.addProperty("Image", options.image());
        json.addProperty("Strategy", options.strategy());
        JsonFields.putZero(json, "Heartbeat");
        JsonFields.putZero(json, "Overcommit");
        JsonFields.put(json, "ArbitraryFlags", options.arbitraryFlags());
        JsonFields.put(json, "ArbitraryJoinFlags", options.arbitraryJoinFlags());
        JsonFields.putNullWhenEmpty(json, "Env", options.env());
        json.addProperty("IsExperimental", options.isExperimental());
    }

    static AuthOptions auth(JsonObject json) {
        return new AuthOptions(
                JsonFields.text(json, "CertDir"),
                JsonFields.text(json, "CaCertPath"),
                JsonFields.text(json, "CaPrivateKeyPath"),
                JsonFields.text(json, "CaCertRemotePath"),
                JsonFields.text(json, "ServerCertPath"),
                JsonFields.text(json, "ServerKeyPath"),
                JsonFields.text(json, "ClientKeyPath"),
                JsonFields.text(json, "ServerCertRemotePath"),
                JsonFields.text(json, "ServerKeyRemotePath"),
                JsonFields.text(json, "ClientCertPath"),
                JsonFields.texts(json, "ServerCertSANs"),
                JsonFields.text(json, "StorePath"));
    }

    static void write(AuthOptions options, JsonObject json) {
        json.addProperty("CertDir", options.certDir());
        json.addProperty("CaCertPath", options.caCertPath());
        json.addProperty("CaPrivateKeyPath", options.caPrivateKeyPath());
        json.addProperty("CaCertRemotePath", options.caCertRemotePath());
        json.addProperty("ServerCertPath", options.serverCertPath());
        json.addProperty("ServerKeyPath", options.serverKeyPath());
        json.addProperty("ClientKeyPath", options.clientKeyPath());
        json.addProperty("ServerCertRemotePath", options.serverCertRemotePath());
        json.addProperty("ServerKeyRemotePath", options.serverKeyRemotePath());
        json.addProperty("ClientCertPath", options.clientCertPath());
        JsonFields.put(json, "ServerCertSANs", options.serverCertSans());
        json.addProperty("StorePath", options.storePath());
    }
}
