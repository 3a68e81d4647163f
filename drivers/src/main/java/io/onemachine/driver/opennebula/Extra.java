package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverFlag;
import java.util.List;
import java.util.Locale;

/**
 * The options beyond the twenty of OpenNebula's guide. What is given is kept in config.json under a key of its own; what is not leaves
 * no key, so that such a machine's file is what the Go driver would have written.
 */
enum Extra {
    TEMPLATE_OWNER(
            Kind.NAME,
            "template-owner",
            "TemplateOwner",
            "User whose template it is, when several have one of that name"),
    CONTEXT_REPLACE(
            Kind.SWITCH,
            "context-replace",
            "ContextReplace",
            "Drop the template's CONTEXT instead of adding to it, as the Go driver did"),
    NIC(
            Kind.CARDS,
            "nic",
            "Nics",
            "Network card to have, as KEY=VALUE,... with the keys of a template's NIC; or, without \"=\", the number, name or"
                    + " network of the card whose address is the machine's; can be repeated"),
    SECURITY_GROUP(
            Kind.NAMES,
            "security-group",
            "SecurityGroups",
            "Security group of the network cards, by id or name; can be repeated"),
    HOST(Kind.NAME, "host", "Host", "Host of the cloud to run on, by id or name"),
    CLUSTER(Kind.NAME, "cluster", "Cluster", "Cluster of hosts to run in, by id or name"),
    REQUIREMENTS(Kind.EXPRESSION, "requirements", "Requirements", "What a host must be like (SCHED_REQUIREMENTS)"),
    RANK(Kind.EXPRESSION, "rank", "Rank", "Which host is the best (SCHED_RANK)"),
    DATASTORE_REQUIREMENTS(
            Kind.EXPRESSION,
            "datastore-requirements",
            "DatastoreRequirements",
            "What a system datastore must be like (SCHED_DS_REQUIREMENTS)"),
    DATASTORE_RANK(
            Kind.EXPRESSION, "datastore-rank", "DatastoreRank", "Which system datastore is the best (SCHED_DS_RANK)"),
    VM_GROUP(Kind.NAME, "vm-group", "VmGroup", "VM group to be in, by id or name"),
    VM_GROUP_ROLE(Kind.NAME, "vm-group-role", "VmGroupRole", "Role in the VM group"),
    INPUT(Kind.INPUTS, "input", "", "Answer to a user input of the template, as NAME=VALUE; can be repeated"),
    LABEL(Kind.NAMES, "label", "Labels", "Label of the VM; can be repeated"),
    ATTRIBUTE(
            Kind.ATTRIBUTES,
            "attribute",
            "Attributes",
            "Attributes of the VM in the syntax of templates, such as 'OWNER=\"ops\" RAW=[TYPE=\"kvm\",DATA=\"...\"]';"
                    + " can be repeated"),
    PERSISTENT(
            Kind.SWITCH,
            "persistent",
            "Persistent",
            "Copy template and images for the VM; the copies stay when it is removed"),
    HOLD(Kind.SWITCH, "hold", "Hold", "Make the VM on hold: it boots when somebody releases it"),
    CPU_MODEL(Kind.NAME, "cpu-model", "CpuModel", "Model of the virtual CPU, such as host-passthrough"),
    GROUP(Kind.NAME, "group", "Group", "Group of yours that the VM is to belong to, by id or name"),
    PERMISSIONS(Kind.OCTAL, "permissions", "Permissions", "Who may use, manage and administer the VM, such as 640"),
    LEASE(
            Kind.DURATION,
            "lease",
            "Lease",
            "The cloud itself terminates the VM so long after its start: 90m, 8h, 3d ..."),
    NO_READY_WAIT(
            Kind.SWITCH,
            "no-ready-wait",
            "NoReadyWait",
            "Do not wait until the VM reports to OneGate, when its template has it report"),
    VNC_LISTEN(
            Kind.ADDRESS,
            "vnc-listen",
            "VncListen",
            "Address of the hypervisor on which VNC listens (otherwise all of them)"),
    CA_CERT(
            Kind.FILE,
            "tls-ca-cert",
            "TlsCaCert",
            "File with the certificates of the authorities to trust, for an https endpoint"),
    INSECURE(
            Kind.SWITCH,
            "tls-insecure",
            "TlsInsecure",
            "Trust whoever answers at an https endpoint",
            "ONE_DISABLE_SSL_VERIFY"),
    REQUEST_TIMEOUT(
            Kind.SECONDS,
            "request-timeout",
            "RequestTimeout",
            "Seconds to wait for an answer of the front end (otherwise 10)",
            "ONE_XMLRPC_TIMEOUT"),
    STORE_PASSWORD(
            Kind.SWITCH,
            "store-password",
            "StorePassword",
            "Keep the password of --opennebula-password in config.json, as the Go driver did; with =false nowhere"
                    + " (otherwise in a file of its own)");

    /** What may be given. */
    enum Kind {
        /** On or off. */
        SWITCH,
        /** A name, or a number that stands for one. */
        NAME,
        /** Several of them. */
        NAMES,
        /** An expression of the scheduler's. */
        EXPRESSION,
        /** {@code KEY=VALUE,...}, or which of the cards is the machine's. */
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
        /** A file that can be read. */
        FILE,
        /** A whole number. */
        SECONDS;

        boolean isList() {
            return this == NAMES || this == CARDS || this == INPUTS || this == ATTRIBUTES;
        }

        /** A variable's items are separated by commas, which cards and attributes have inside. */
        private boolean hasVariable() {
            return this != CARDS && this != ATTRIBUTES;
        }
    }

    private final Kind kind;
    private final String flagName;
    private final String key;
    private final String usage;
    private final String variable;

    Extra(Kind kind, String name, String key, String usage) {
        this(kind, name, key, usage, "ONE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Extra(Kind kind, String name, String key, String usage, String variable) {
        this.kind = kind;
        this.flagName = "opennebula-" + name;
        this.key = key;
        this.usage = usage;
        this.variable = variable;
    }

    Kind kind() {
        return kind;
    }

    /** The flag's name, without dashes. */
    String flagName() {
        return flagName;
    }

    /** The key in config.json. */
    String key() {
        return key;
    }

    DriverFlag flag() {
        List<String> variables = kind.hasVariable() ? List.of(variable) : List.of();
        if (kind.isList()) {
            return new DriverFlag.StringListFlag(flagName, usage, variables, List.of());
        }
        return kind == Kind.SWITCH
                ? new DriverFlag.BoolFlag(flagName, usage, variables)
                : new DriverFlag.StringFlag(flagName, usage, variables, "");
    }
}
