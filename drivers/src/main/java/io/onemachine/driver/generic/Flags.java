package io.onemachine.driver.generic;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverFlag.IntFlag;
import io.onemachine.machine.driver.DriverFlag.StringFlag;
import io.onemachine.machine.engine.EngineEndpoint;
import java.util.List;

/** Defines the driver's options with the names, environment variables and defaults of docker-machine 0.16.2. */
final class Flags {

    static final String ENGINE_PORT = "generic-engine-port";
    static final String IP_ADDRESS = "generic-ip-address";
    static final String SSH_KEY = "generic-ssh-key";
    static final String SSH_PORT = "generic-ssh-port";
    static final String SSH_USER = "generic-ssh-user";

    static final String DEFAULT_USER = "root";

    /** All options, in the order of the help. */
    static final List<DriverFlag> ALL = List.of(
            new IntFlag(
                    ENGINE_PORT,
                    "Port that the engine is to listen on",
                    List.of("GENERIC_ENGINE_PORT"),
                    EngineEndpoint.TLS_PORT),
            new StringFlag(IP_ADDRESS, "Address or name of the host", List.of("GENERIC_IP_ADDRESS"), ""),
            new StringFlag(
                    SSH_KEY,
                    "SSH private key, which is copied into the store (without it your SSH agent and keys count)",
                    List.of("GENERIC_SSH_KEY"),
                    ""),
            new IntFlag(SSH_PORT, "SSH port of the host", List.of("GENERIC_SSH_PORT"), 22),
            new StringFlag(
                    SSH_USER,
                    "User to log in as: root, or one who may use sudo without a password",
                    List.of("GENERIC_SSH_USER"),
                    DEFAULT_USER));

    private Flags() {}
}
