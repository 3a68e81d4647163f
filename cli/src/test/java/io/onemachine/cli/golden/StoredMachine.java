package io.onemachine.cli.golden;

import com.google.gson.JsonPrimitive;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine's config.json as the Go program writes it for drivers that have a URL only. */
final class StoredMachine {
    private final String driver;
    private final String name;
    private final Path store;
    private final List<String> labels = new ArrayList<>();
    private final List<String> engineOptions = new ArrayList<>();
    private boolean swarm;
    private boolean swarmMaster;
    private String discovery = "";
    String url = "tcp://127.0.0.1:1";

    StoredMachine(String driver, String name, Path store) {
        this.driver = driver;
        this.name = name;
        this.store = store;
    }

    /** Takes an option of {@code create}. */
    void flag(String flag) {
        int equals = flag.indexOf('=');
        String value = equals < 0 ? "" : flag.substring(equals + 1);
        switch (equals < 0 ? flag : flag.substring(0, equals)) {
            case "--engine-label" -> labels.add(value);
            case "--engine-opt" -> engineOptions.add(value);
            case "--swarm" -> swarm = true;
            case "--swarm-master" -> swarmMaster = true;
            case "--swarm-discovery" -> discovery = value;
            default -> throw new IllegalStateException("unknown option " + flag);
        }
    }

    String withoutPlugin() {
        return document("""
                {"Name": "gone"}""");
    }

    String json() {
        String host = url.substring(url.indexOf("://") + 3);
        boolean unix = url.startsWith("unix:");
        return document("""
                {"IPAddress": %s, "MachineName": %s, "SSHUser": "", "SSHPort": 0, "SSHKeyPath": "", "StorePath": %s,
                "SwarmMaster": false, "SwarmHost": "", "SwarmDiscovery": "", "URL": %s}""".formatted(quoted(unix ? "" : host), quoted(name), quoted(store.toString()), quoted(url)));
    }

    private String document(String driverObject) {
        String certs = store.resolve("certs").toString();
        String folder = store.resolve("machines").resolve(name).toString();
        String json = """
                {"ConfigVersion": 3, "Driver": %s, "DriverName": %s, "HostOptions": {"Driver": "", "Memory": 0, "Disk": 0,
                "EngineOptions": {"ArbitraryFlags": %s, "Dns": null, "GraphDir": "", "Env": [], "Ipv6": false,
                "InsecureRegistry": [], "Labels": %s, "LogLevel": "", "StorageDriver": "", "SelinuxEnabled": false,
                "TlsVerify": true, "RegistryMirror": [], "InstallURL": "https://get.docker.com"},
                "SwarmOptions": {"IsSwarm": %s, "Address": "", "Discovery": %s, "Agent": %s, "Master": %s,
                "Host": "tcp://0.0.0.0:3376", "Image": "swarm:latest", "Strategy": "spread", "Heartbeat": 0,
                "Overcommit": 0, "ArbitraryFlags": [], "ArbitraryJoinFlags": [], "Env": null, "IsExperimental": false},
                "AuthOptions": {"CertDir": %s, "CaCertPath": %s, "CaPrivateKeyPath": %s, "CaCertRemotePath": "",
                "ServerCertPath": %s, "ServerKeyPath": %s, "ClientKeyPath": %s, "ServerCertRemotePath": "",
                "ServerKeyRemotePath": "", "ClientCertPath": %s, "ServerCertSANs": [], "StorePath": %s}}, "Name": %s}""".formatted(
                        driverObject,
                        quoted(driver),
                        list(engineOptions),
                        list(labels),
                        swarm || swarmMaster,
                        quoted(discovery),
                        swarm,
                        swarmMaster,
                        quoted(certs),
                        quoted(certs + "/ca.pem"),
                        quoted(certs + "/ca-key.pem"),
                        quoted(folder + "/server.pem"),
                        quoted(folder + "/server-key.pem"),
                        quoted(certs + "/key.pem"),
                        quoted(certs + "/cert.pem"),
                        quoted(folder),
                        quoted(name));
        try {
            return GoJson.indented(GoJsonReader.readObject(json));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }

    private static String list(List<String> texts) {
        List<String> quoted = new ArrayList<>();
        texts.forEach(text -> quoted.add(quoted(text)));
        return "[" + String.join(", ", quoted) + "]";
    }
}
