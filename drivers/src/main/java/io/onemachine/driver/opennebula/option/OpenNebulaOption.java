package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.OptionGroup;
import io.onemachine.machine.reference.Reference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The driver's options: flag, environment variables, key in config.json, kind of value, default, help and group.
 *
 * <p>Names, variables and defaults of the twenty that OpenNebula's guide lists are those of the driver that OpenNebula published; {@code
 * OPENNEBULA_…} are Rancher's names of variables. Of the others, only those that are given have a key in config.json, so that the file
 * of a machine without them is what the Go driver would have written.
 */
public enum OpenNebulaOption {
    USER(
            Group.CONNECTION,
            Kind.TEXT,
            "user",
            "User",
            "User to authenticate with (otherwise see ONE_AUTH)",
            "",
            "ONE_USER",
            "OPENNEBULA_USER"),
    PASSWORD(
            Group.CONNECTION,
            Kind.SECRET,
            "password",
            "Password",
            "Password or token of the user",
            "",
            "ONE_PASSWORD",
            "OPENNEBULA_PASSWORD"),
    STORE_PASSWORD(
            Group.CONNECTION,
            Kind.SWITCH,
            "store-password",
            "StorePassword",
            "Keep the password of " + Reference.option("opennebula-password")
                    + " in config.json, as the Go driver did; with =false nowhere"
                    + " (otherwise in a file of its own)",
            "",
            "ONE_STORE_PASSWORD"),
    ENDPOINT(
            Group.CONNECTION,
            Kind.TEXT,
            "xmlrpcurl",
            "Xmlrpcurl",
            "The front end's XML-RPC endpoint (otherwise http://localhost:2633/RPC2)",
            "",
            "ONE_XMLRPC",
            "OPENNEBULA_XMLRPCURL"),
    CA_CERT(
            Group.CONNECTION,
            Kind.FILE,
            "tls-ca-cert",
            "TlsCaCert",
            "File with the certificates of the authorities to trust, for an https endpoint",
            "",
            "ONE_TLS_CA_CERT"),
    INSECURE(
            Group.CONNECTION,
            Kind.SWITCH,
            "tls-insecure",
            "TlsInsecure",
            "Trust any server at an https endpoint",
            "",
            "ONE_DISABLE_SSL_VERIFY"),
    REQUEST_TIMEOUT(
            Group.CONNECTION,
            Kind.SECONDS,
            "request-timeout",
            "RequestTimeout",
            "Seconds to wait for an answer of the front end (otherwise 10)",
            "",
            "ONE_XMLRPC_TIMEOUT"),
    TEMPLATE_ID(
            Group.TEMPLATE,
            Kind.ID,
            "template-id",
            "TemplateID",
            "Template to instantiate, by id",
            "",
            "ONE_TEMPLATE_ID"),
    TEMPLATE_NAME(
            Group.TEMPLATE,
            Kind.RESOURCE,
            "template-name",
            "TemplateName",
            "Template to instantiate, by name",
            "",
            "ONE_TEMPLATE_NAME"),
    TEMPLATE_OWNER(
            Group.TEMPLATE,
            Kind.NAME,
            "template-owner",
            "TemplateOwner",
            "User whose template it is, when several have one of that name",
            "",
            "ONE_TEMPLATE_OWNER"),
    INPUT(
            Group.TEMPLATE,
            Kind.INPUTS,
            "input",
            "",
            "Answer to a user input of the template, as NAME=VALUE; can be repeated",
            "",
            "ONE_INPUT"),
    CONTEXT_REPLACE(
            Group.TEMPLATE,
            Kind.SWITCH,
            "context-replace",
            "ContextReplace",
            "Drop the template's CONTEXT instead of adding to it, as the Go driver did",
            "",
            "ONE_CONTEXT_REPLACE"),
    PERSISTENT(
            Group.TEMPLATE,
            Kind.SWITCH,
            "persistent",
            "Persistent",
            "Copy template and images for the VM; the copies stay when it is removed",
            "",
            "ONE_PERSISTENT"),
    IMAGE_ID(Group.IMAGE, Kind.ID, "image-id", "ImageID", "Image to boot from, by id", "", "ONE_IMAGE_ID"),
    IMAGE_NAME(
            Group.IMAGE, Kind.RESOURCE, "image-name", "ImageName", "Image to boot from, by name", "", "ONE_IMAGE_NAME"),
    IMAGE_OWNER(
            Group.IMAGE,
            Kind.RESOURCE,
            "image-owner",
            "ImageOwner",
            "User whose image it is, when it is not yours",
            "",
            "ONE_IMAGE_OWNER"),
    DEV_PREFIX(
            Group.IMAGE,
            Kind.DEVICE_PREFIX,
            "dev-prefix",
            "ImageDevPrefix",
            "Device prefix of the image's disk: vd, sd, hd ...",
            "",
            "ONE_IMAGE_DEV_PREFIX"),
    DISK_RESIZE(
            Group.IMAGE, Kind.NUMBER, "disk-resize", "DiskSize", "Size of the image's disk in MB", "", "ONE_DISK_SIZE"),
    B2D_SIZE(
            Group.IMAGE,
            Kind.NUMBER,
            "b2d-size",
            "B2DSize",
            "Size of a volatile disk in MB, for boot2docker",
            "",
            "ONE_B2D_DATA_SIZE"),
    CPU(
            Group.SIZE,
            Kind.DECIMAL,
            "cpu",
            "CPU",
            "CPU share, may be a fraction (without a template: " + Defaults.CPU + ")",
            "",
            "ONE_CPU"),
    VCPU(
            Group.SIZE,
            Kind.NUMBER,
            "vcpu",
            "VCPU",
            "Number of virtual CPUs (without a template: " + Defaults.VCPU + ")",
            "",
            "ONE_VCPU"),
    MEMORY(
            Group.SIZE,
            Kind.NUMBER,
            "memory",
            "Memory",
            "Memory in MB (without a template: " + Defaults.MEMORY + ")",
            "",
            "ONE_MEMORY"),
    CPU_MODEL(
            Group.SIZE,
            Kind.NAME,
            "cpu-model",
            "CpuModel",
            "Model of the virtual CPU, such as host-passthrough",
            "",
            "ONE_CPU_MODEL"),
    NETWORK_ID(Group.NETWORK, Kind.ID, "network-id", "NetworkID", "Network to connect to, by id", "", "ONE_NETWORK_ID"),
    NETWORK_NAME(
            Group.NETWORK,
            Kind.RESOURCE,
            "network-name",
            "NetworkName",
            "Network to connect to, by name",
            "",
            "ONE_NETWORK_NAME"),
    NETWORK_OWNER(
            Group.NETWORK,
            Kind.RESOURCE,
            "network-owner",
            "NetworkOwner",
            "User whose network it is, when it is not yours",
            "",
            "ONE_NETWORK_OWNER"),
    NIC(
            Group.NETWORK,
            Kind.CARDS,
            "nic",
            "Nics",
            "Network card, as KEY=VALUE,... with the keys of a template's NIC; or, without \"=\", the number, name or"
                    + " network of the card whose address is the machine's; can be repeated",
            ""),
    SECURITY_GROUP(
            Group.NETWORK,
            Kind.NAMES,
            "security-group",
            "SecurityGroups",
            "Security group of the network cards, by id or name; can be repeated",
            "",
            "ONE_SECURITY_GROUP"),
    CLUSTER(
            Group.PLACEMENT,
            Kind.NAME,
            "cluster",
            "Cluster",
            "Cluster of hosts to run in, by id or name",
            "",
            "ONE_CLUSTER"),
    HOST(Group.PLACEMENT, Kind.NAME, "host", "Host", "Host of the cloud to run on, by id or name", "", "ONE_HOST"),
    REQUIREMENTS(
            Group.PLACEMENT,
            Kind.EXPRESSION,
            "requirements",
            "Requirements",
            "Requirements for a host (SCHED_REQUIREMENTS)",
            "",
            "ONE_REQUIREMENTS"),
    RANK(Group.PLACEMENT, Kind.EXPRESSION, "rank", "Rank", "Ranking of hosts (SCHED_RANK)", "", "ONE_RANK"),
    DATASTORE_REQUIREMENTS(
            Group.PLACEMENT,
            Kind.EXPRESSION,
            "datastore-requirements",
            "DatastoreRequirements",
            "Requirements for a system datastore (SCHED_DS_REQUIREMENTS)",
            "",
            "ONE_DATASTORE_REQUIREMENTS"),
    DATASTORE_RANK(
            Group.PLACEMENT,
            Kind.EXPRESSION,
            "datastore-rank",
            "DatastoreRank",
            "Ranking of system datastores (SCHED_DS_RANK)",
            "",
            "ONE_DATASTORE_RANK"),
    VM_GROUP(Group.PLACEMENT, Kind.NAME, "vm-group", "VmGroup", "VM group, by id or name", "", "ONE_VM_GROUP"),
    VM_GROUP_ROLE(
            Group.PLACEMENT,
            Kind.NAME,
            "vm-group-role",
            "VmGroupRole",
            "Role in the VM group",
            "",
            "ONE_VM_GROUP_ROLE"),
    SSH_USER(
            Group.ACCESS,
            Kind.LOGIN,
            "ssh-user",
            "SSHUser",
            "User to log in as; created when the image does not have it",
            Defaults.SSH_USER,
            "ONE_SSH_USER"),
    USER_DATA(
            Group.ACCESS,
            Kind.USER_DATA,
            "userdata",
            "UserDataFile",
            "File with user data for cloud-init, such as a #cloud-config",
            "",
            "ONE_USERDATA",
            "OPENNEBULA_USERDATA"),
    GROUP(Group.ACCESS, Kind.NAME, "group", "Group", "Group of the VM, one of yours, by id or name", "", "ONE_GROUP"),
    PERMISSIONS(
            Group.ACCESS,
            Kind.OCTAL,
            "permissions",
            "Permissions",
            "Who may use, manage and administer the VM, such as 640",
            "",
            "ONE_PERMISSIONS"),
    DISABLE_VNC(
            Group.ACCESS,
            Kind.SWITCH,
            "disable-vnc",
            "DisableVNC",
            "No VNC; it is on by default",
            "",
            "ONE_DISABLE_VNC"),
    VNC_LISTEN(
            Group.ACCESS,
            Kind.ADDRESS,
            "vnc-listen",
            "VncListen",
            "Address of the hypervisor on which VNC listens (otherwise all of them)",
            "",
            "ONE_VNC_LISTEN"),
    HOLD(
            Group.LIFE_CYCLE,
            Kind.SWITCH,
            "hold",
            "Hold",
            "Create the VM on hold: it boots when it is released",
            "",
            "ONE_HOLD"),
    START_RETRIES(
            Group.LIFE_CYCLE,
            Kind.NUMBER,
            "start-retries",
            "StartRetries",
            "How long to wait until the VM runs: this number times two seconds",
            Defaults.START_RETRIES,
            "ONE_START_RETRIES"),
    NO_READY_WAIT(
            Group.LIFE_CYCLE,
            Kind.SWITCH,
            "no-ready-wait",
            "NoReadyWait",
            "Do not wait until the VM reports to OneGate, if its template asks it to report",
            "",
            "ONE_NO_READY_WAIT"),
    LEASE(
            Group.LIFE_CYCLE,
            Kind.DURATION,
            "lease",
            "Lease",
            "Time from its start after which the cloud terminates the VM: 90m, 8h, 3d ...",
            "",
            "ONE_LEASE"),
    LABEL(Group.MORE, Kind.NAMES, "label", "Labels", "Label of the VM; can be repeated", "", "ONE_LABEL"),
    ATTRIBUTE(
            Group.MORE,
            Kind.ATTRIBUTES,
            "attribute",
            "Attributes",
            "Attributes of the VM in the syntax of templates, such as 'OWNER=\"ops\" RAW=[TYPE=\"kvm\",DATA=\"...\"]';"
                    + " can be repeated",
            "");

    /** The titled groups of the help. */
    enum Group {
        CONNECTION("Connection"),
        TEMPLATE("Template"),
        IMAGE("Image"),
        SIZE("Size"),
        NETWORK("Network"),
        PLACEMENT("Placement"),
        ACCESS("Access"),
        LIFE_CYCLE("Life cycle"),
        MORE("More");

        private final String title;

        Group(String title) {
            this.title = title;
        }
    }

    /** Kinds of values. */
    enum Kind {
        /** On or off. */
        SWITCH,
        /** Any text. */
        TEXT,
        /** A text that is not shown. */
        SECRET,
        /** The name of a resource, as in OpenNebula's guide. */
        RESOURCE,
        /** The number of a resource. */
        ID,
        /** A whole number of at least 1. */
        NUMBER,
        /** A decimal number greater than 0. */
        DECIMAL,
        /** A prefix of disk devices. */
        DEVICE_PREFIX,
        /** The name of a Linux user. */
        LOGIN,
        /** A file with user data, which is checked when it is read. */
        USER_DATA,
        /** A name or an id. */
        NAME,
        /** Several names. */
        NAMES,
        /** An expression of the scheduler. */
        EXPRESSION,
        /** {@code KEY=VALUE,...}, or the card whose address is the machine's. */
        CARDS,
        /** {@code NAME=VALUE}. */
        INPUTS,
        /** Template syntax. */
        ATTRIBUTES,
        /** Three octal digits. */
        OCTAL,
        /** A number with s, m, h or d. */
        DURATION,
        /** An IP address. */
        ADDRESS,
        /** A readable file. */
        FILE,
        /** A whole number of seconds from 1 to 9999. */
        SECONDS;

        boolean isList() {
            return this == NAMES || this == CARDS || this == INPUTS || this == ATTRIBUTES;
        }
    }

    /** Default values; those of the size count only without a template. */
    public static final class Defaults {
        static final String CPU = "1";
        static final String VCPU = "1";
        static final String MEMORY = "1024";
        public static final String SSH_USER = "docker";
        public static final String START_RETRIES = "600";

        private Defaults() {}
    }

    private static final String PREFIX = "opennebula-";

    private final Group group;
    private final Kind kind;
    private final String flagName;
    private final String key;
    private final String usage;
    private final String defaultValue;

    @SuppressWarnings("ImmutableEnumChecker") // List.of returns immutable lists
    private final List<String> variables;

    /**
     * @param name the flag's name after {@code opennebula-}
     * @param key empty for an option that is not stored
     * @param variables empty for lists whose items contain commas, because a variable separates items by commas
     */
    OpenNebulaOption(
            Group group, Kind kind, String name, String key, String usage, String defaultValue, String... variables) {
        this.group = group;
        this.kind = kind;
        this.flagName = PREFIX + name;
        this.key = key;
        this.usage = usage;
        this.defaultValue = defaultValue;
        this.variables = List.of(variables);
    }

    /** Returns the flags of all options, in the order of their names. */
    public static List<DriverFlag> flags() {
        return Arrays.stream(values())
                .map(OpenNebulaOption::flag)
                .sorted(Comparator.comparing(DriverFlag::name))
                .toList();
    }

    /** Returns the groups of the help, each with its options in the order in which they are explained. */
    public static List<OptionGroup> groups() {
        return Arrays.stream(Group.values())
                .map(group -> new OptionGroup(
                        group.title,
                        Arrays.stream(values())
                                .filter(option -> option.group == group)
                                .map(OpenNebulaOption::flagName)
                                .toList()))
                .toList();
    }

    Kind kind() {
        return kind;
    }

    /** Returns the flag's name without dashes. */
    public String flagName() {
        return flagName;
    }

    /** Returns the key in config.json. */
    public String key() {
        return key;
    }

    /** Returns whether it concerns the front end and the account there, and not the VM. */
    boolean isOfAccount() {
        return group == Group.CONNECTION;
    }

    /** Returns the value of the flag when it is not given; empty for none. */
    String defaultValue() {
        return defaultValue;
    }

    DriverFlag flag() {
        if (kind.isList()) {
            return new DriverFlag.StringListFlag(flagName, usage, variables, List.of());
        }
        if (kind == Kind.SECRET) {
            return new DriverFlag.SecretFlag(flagName, usage, variables);
        }
        return kind == Kind.SWITCH
                ? new DriverFlag.BoolFlag(flagName, usage, variables)
                : new DriverFlag.StringFlag(flagName, usage, variables, defaultValue);
    }

    /** Returns the reference to the option, for messages. */
    @Override
    public String toString() {
        return Reference.option(flagName).toString();
    }
}
