package io.onemachine.machine.driver;

import com.google.gson.JsonObject;

/** The keys that every driver's configuration has at its top level. */
public final class BaseDriverConfig {
    public static final String IP_ADDRESS = "IPAddress";
    public static final String MACHINE_NAME = "MachineName";
    public static final String SSH_USER = "SSHUser";
    public static final String SSH_PORT = "SSHPort";
    public static final String SSH_KEY_PATH = "SSHKeyPath";
    public static final String STORE_PATH = "StorePath";
    public static final String SWARM_MASTER = "SwarmMaster";
    public static final String SWARM_HOST = "SwarmHost";
    public static final String SWARM_DISCOVERY = "SwarmDiscovery";

    private BaseDriverConfig() {}

    /** The configuration a driver gets for a machine that is to be made. */
    public static JsonObject initial(String machineName, String storePath) {
        JsonObject config = new JsonObject();
        config.addProperty(IP_ADDRESS, "");
        config.addProperty(MACHINE_NAME, machineName);
        config.addProperty(SSH_USER, "");
        config.addProperty(SSH_PORT, 0);
        config.addProperty(SSH_KEY_PATH, "");
        config.addProperty(STORE_PATH, storePath);
        config.addProperty(SWARM_MASTER, false);
        config.addProperty(SWARM_HOST, "");
        config.addProperty(SWARM_DISCOVERY, "");
        return config;
    }
}
