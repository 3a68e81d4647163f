package io.onemachine.devcloud.cloud;

import java.util.EnumMap;
import java.util.Map;

/**
 * The limits of a user or a group. A limit is a number, {@link #DEFAULT} or {@link #UNLIMITED}; one that is not given is
 * {@link #DEFAULT}.
 */
public final class Quota {

    /** The limit of the cloud's default quotas. */
    public static final double DEFAULT = -1;

    /** No limit, regardless of the default quotas. */
    public static final double UNLIMITED = -2;

    /** Every limit from the default quotas. */
    public static final Quota NONE = new Quota(Map.of());

    private final EnumMap<Metric, Double> limits = new EnumMap<>(Metric.class);

    /** The metrics of VMs that are not DONE, in the order of documents. Memory and disks are in MiB. */
    public enum Metric {
        CPU,
        MEMORY,
        /** Like CPU, of VMs that run or are about to. */
        RUNNING_CPU,
        RUNNING_MEMORY,
        RUNNING_VMS,
        SYSTEM_DISK_SIZE,
        VMS
    }

    /** Creates limits by metric. */
    public Quota(Map<Metric, Double> limits) {
        this.limits.putAll(limits);
    }

    /** Creates limits for the number of VMs, their memory in MiB and their CPUs. */
    public Quota(int vms, long memoryMb, double cpu) {
        this(Map.of(Metric.VMS, (double) vms, Metric.MEMORY, (double) memoryMb, Metric.CPU, cpu));
    }

    public double limit(Metric metric) {
        return limits.getOrDefault(metric, DEFAULT);
    }

    /** Returns whether all limits are defaults. */
    public boolean isDefault() {
        return limits.values().stream().allMatch(limit -> limit == DEFAULT);
    }

    /** An amount that is used or requested. */
    public record Usage(int vms, long memoryMb, double cpu) {

        public static final Usage NONE = new Usage(0, 0, 0);

        public Usage plus(Usage other) {
            return new Usage(vms + other.vms, memoryMb + other.memoryMb, cpu + other.cpu);
        }
    }

    /**
     * The use of a quota.
     *
     * @param all VMs that are not DONE
     * @param running those of them that run or are about to
     * @param diskMb the disks created for them, in MiB
     */
    public record Use(Usage all, Usage running, long diskMb) {

        public static final Use NONE = new Use(Usage.NONE, Usage.NONE, 0);

        public Use plus(Use other) {
            return new Use(all.plus(other.all), running.plus(other.running), diskMb + other.diskMb);
        }

        public double of(Metric metric) {
            return switch (metric) {
                case CPU -> all.cpu();
                case MEMORY -> all.memoryMb();
                case RUNNING_CPU -> running.cpu();
                case RUNNING_MEMORY -> running.memoryMb();
                case RUNNING_VMS -> running.vms();
                case SYSTEM_DISK_SIZE -> diskMb;
                case VMS -> all.vms();
            };
        }
    }
}
