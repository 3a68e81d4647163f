package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Cloud.HostCapacity;
import io.onemachine.devcloud.cloud.Quota;

/** {@code <HOST>}: the cloud has a single one. */
final class HostDocument {

    static final String NAME = Cloud.HOST_NAME;

    /** The name of all drivers: virtualization, transfer, network, monitoring. */
    static final String DRIVER = "devcloud";

    private static final int MONITORED = 2;
    private static final long DISK_MB = 1L << 20;

    private final Cloud cloud;

    HostDocument(Cloud cloud) {
        this.cloud = cloud;
    }

    String pool() {
        HostCapacity capacity = cloud.host();
        Quota.Usage used = cloud.hostUsage();
        long memory = capacity.memoryMb() * 1024;
        long cpu = Math.round(capacity.cpus() * 100);
        DocumentWriter out =
                new DocumentWriter(cloud.release()).open("HOST_POOL").open("HOST");
        out.text("ID", 0)
                .text("NAME", NAME)
                .text("STATE", MONITORED)
                .text("PREV_STATE", MONITORED)
                .cdata("IM_MAD", DRIVER)
                .cdata("VM_MAD", DRIVER)
                .text("CLUSTER_ID", 0)
                .text("CLUSTER", "default")
                .open("HOST_SHARE")
                .text("MEM_USAGE", used.memoryMb() * 1024)
                .text("CPU_USAGE", Math.round(used.cpu() * 100))
                .text("TOTAL_MEM", memory)
                .text("TOTAL_CPU", cpu)
                .text("MAX_MEM", memory)
                .text("MAX_CPU", cpu)
                .text("RUNNING_VMS", used.vms())
                .text("VMS_THREAD", 1)
                .open("DATASTORES")
                .cdata("DISK_USAGE", "0")
                .cdata("FREE_DISK", Long.toString(DISK_MB))
                .cdata("MAX_DISK", Long.toString(DISK_MB))
                .cdata("USED_DISK", "0")
                .close("DATASTORES")
                .text("PCI_DEVICES", "")
                .text("NUMA_NODES", "")
                .close("HOST_SHARE")
                .ids("VMS", cloud.vmsOnHost());
        Attributes template = new Attributes()
                .add("ARCH", "x86_64")
                .add("CPUSPEED", "0")
                .add("HOSTNAME", NAME)
                .add("HYPERVISOR", capacity.name())
                .add("IM_MAD", DRIVER)
                .add("KVM_CPU_FEATURES", "")
                .add("KVM_CPU_MODELS", "")
                .add("MEMORY_ENCRYPTION", "")
                .add("MODELNAME", "")
                .add("RESERVED_CPU", "")
                .add("RESERVED_MEM", "")
                .add("TOTALCPU", Long.toString(cpu))
                .add("TOTALMEMORY", Long.toString(memory))
                .add("VM_MAD", DRIVER);
        return out.attributes("TEMPLATE", template)
                .empty("MONITORING")
                .close("HOST")
                .close("HOST_POOL")
                .toString();
    }
}
