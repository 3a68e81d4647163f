package io.onemachine.fleet.file;

import io.onemachine.machine.options.EngineOptions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key of {@code engine}: an engine option of {@code create} without its prefix. */
enum EngineKey {
    OPT("opt", Kind.LIST),
    ENV("env", Kind.LIST),
    LABEL("label", Kind.LIST),
    INSECURE_REGISTRY("insecure-registry", Kind.LIST),
    REGISTRY_MIRROR("registry-mirror", Kind.LIST),
    STORAGE_DRIVER("storage-driver", Kind.TEXT),
    INSTALL_URL("install-url", Kind.TEXT),
    VERSION("version", Kind.TEXT),
    OPEN_FIREWALL("open-firewall", Kind.TRUTH);

    /** The type of a key's value. */
    enum Kind {
        LIST,
        TEXT,
        TRUTH
    }

    private final String key;
    private final Kind kind;

    EngineKey(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(EngineKey::key).toList();
    }

    static Optional<EngineKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    /** Returns the value as texts: the items of a list, one text for every other type. */
    List<String> values(EngineOptions options) {
        return switch (this) {
            case OPT -> options.arbitraryFlags();
            case ENV -> options.env();
            case LABEL -> options.labels();
            case INSECURE_REGISTRY -> options.insecureRegistry();
            case REGISTRY_MIRROR -> options.registryMirror();
            case STORAGE_DRIVER -> List.of(options.storageDriver());
            case INSTALL_URL -> List.of(options.installUrl());
            case VERSION -> List.of(options.version());
            case OPEN_FIREWALL -> List.of(String.valueOf(options.opensFirewall()));
        };
    }

    /** Returns the engine's options with these values, and the defaults for the other keys. */
    static EngineOptions options(Map<EngineKey, List<String>> given) {
        EngineOptions defaults = EngineOptions.defaults();
        Map<EngineKey, List<String>> all = new EnumMap<>(EngineKey.class);
        for (EngineKey key : values()) {
            all.put(key, given.getOrDefault(key, key.values(defaults)));
        }
        return new EngineOptions(
                list(all, OPT),
                defaults.dns(),
                defaults.graphDir(),
                list(all, ENV),
                defaults.ipv6(),
                list(all, INSECURE_REGISTRY),
                list(all, LABEL),
                defaults.logLevel(),
                list(all, STORAGE_DRIVER).getFirst(),
                defaults.selinuxEnabled(),
                defaults.tlsVerify(),
                list(all, REGISTRY_MIRROR),
                list(all, INSTALL_URL).getFirst(),
                list(all, VERSION).getFirst(),
                Boolean.parseBoolean(list(all, OPEN_FIREWALL).getFirst()));
    }

    private static List<String> list(Map<EngineKey, List<String>> all, EngineKey key) {
        return all.getOrDefault(key, List.of());
    }
}
