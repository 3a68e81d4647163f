package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverFlag.BoolFlag;
import io.onemachine.machine.driver.DriverFlag.StringFlag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The driver's options. Names, environment variables and defaults of the twenty that OpenNebula's guide lists are those of the driver
 * that OpenNebula published; {@code OPENNEBULA_…} are Rancher's names for the variables.
 */
final class Flags {

    static final String USER = "opennebula-user";
    static final String PASSWORD = "opennebula-password";
    static final String ENDPOINT = "opennebula-xmlrpcurl";
    static final String CPU = "opennebula-cpu";
    static final String VCPU = "opennebula-vcpu";
    static final String MEMORY = "opennebula-memory";
    static final String TEMPLATE_ID = "opennebula-template-id";
    static final String TEMPLATE_NAME = "opennebula-template-name";
    static final String NETWORK_ID = "opennebula-network-id";
    static final String NETWORK_NAME = "opennebula-network-name";
    static final String NETWORK_OWNER = "opennebula-network-owner";
    static final String IMAGE_ID = "opennebula-image-id";
    static final String IMAGE_NAME = "opennebula-image-name";
    static final String IMAGE_OWNER = "opennebula-image-owner";
    static final String DEV_PREFIX = "opennebula-dev-prefix";
    static final String DISK_RESIZE = "opennebula-disk-resize";
    static final String B2D_SIZE = "opennebula-b2d-size";
    static final String SSH_USER = "opennebula-ssh-user";
    static final String DISABLE_VNC = "opennebula-disable-vnc";
    static final String START_RETRIES = "opennebula-start-retries";

    /** Rancher finds it by its name, and hands in what is to be done at the first boot; then it does not log in itself. */
    static final String USER_DATA = "opennebula-userdata";

    static final String DEFAULT_CPU = "1";
    static final String DEFAULT_VCPU = "1";
    static final String DEFAULT_MEMORY = "1024";
    static final String DEFAULT_SSH_USER = "docker";
    static final String DEFAULT_START_RETRIES = "600";

    /** Those of the guide. Without a default of their own: cpu, vcpu and memory, which a template may decide. */
    private static final List<DriverFlag> OF_THE_GUIDE = List.of(
            flag(B2D_SIZE, "Size of a volatile disk in MB, for boot2docker", "ONE_B2D_DATA_SIZE"),
            flag(CPU, "CPU share, may be a fraction (without a template: " + DEFAULT_CPU + ")", "ONE_CPU"),
            flag(DEV_PREFIX, "Device prefix of the image's disk: vd, sd, hd ...", "ONE_IMAGE_DEV_PREFIX"),
            new BoolFlag(DISABLE_VNC, "No VNC; it is on by default", List.of("ONE_DISABLE_VNC")),
            flag(DISK_RESIZE, "Size of the image's disk in MB", "ONE_DISK_SIZE"),
            flag(IMAGE_ID, "Image to boot from, by id", "ONE_IMAGE_ID"),
            flag(IMAGE_NAME, "Image to boot from, by name", "ONE_IMAGE_NAME"),
            flag(IMAGE_OWNER, "User whose image it is, when it is not yours", "ONE_IMAGE_OWNER"),
            flag(MEMORY, "Memory in MB (without a template: " + DEFAULT_MEMORY + ")", "ONE_MEMORY"),
            flag(NETWORK_ID, "Network to connect to, by id", "ONE_NETWORK_ID"),
            flag(NETWORK_NAME, "Network to connect to, by name", "ONE_NETWORK_NAME"),
            flag(NETWORK_OWNER, "User whose network it is, when it is not yours", "ONE_NETWORK_OWNER"),
            flag(PASSWORD, "Password or token of the user", "ONE_PASSWORD", "OPENNEBULA_PASSWORD"),
            new StringFlag(
                    SSH_USER,
                    "User to log in as; made when the image does not have it",
                    List.of("ONE_SSH_USER"),
                    DEFAULT_SSH_USER),
            new StringFlag(
                    START_RETRIES,
                    "How long to wait until the VM runs: this number times two seconds",
                    List.of("ONE_START_RETRIES"),
                    DEFAULT_START_RETRIES),
            flag(TEMPLATE_ID, "Template to instantiate, by id", "ONE_TEMPLATE_ID"),
            flag(TEMPLATE_NAME, "Template to instantiate, by name", "ONE_TEMPLATE_NAME"),
            flag(USER, "User to authenticate with (otherwise see ONE_AUTH)", "ONE_USER", "OPENNEBULA_USER"),
            flag(
                    USER_DATA,
                    "File with user data for cloud-init, such as a #cloud-config",
                    "ONE_USERDATA",
                    "OPENNEBULA_USERDATA"),
            flag(VCPU, "Number of virtual CPUs (without a template: " + DEFAULT_VCPU + ")", "ONE_VCPU"),
            flag(
                    ENDPOINT,
                    "The front end's XML-RPC endpoint (otherwise http://localhost:2633/RPC2)",
                    "ONE_XMLRPC",
                    "OPENNEBULA_XMLRPCURL"));

    /** All of them, in the order of the help. */
    static final List<DriverFlag> ALL = Stream.concat(
                    OF_THE_GUIDE.stream(), Arrays.stream(Extra.values()).map(Extra::flag))
            .sorted(Comparator.comparing(DriverFlag::name))
            .toList();

    private Flags() {}

    private static DriverFlag flag(String name, String usage, String... environment) {
        return new StringFlag(name, usage, List.of(environment), "");
    }
}
