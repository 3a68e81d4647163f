package io.onemachine.devcloud.cloud;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a user or a group may have at most. A limit is a number, {@link #DEFAULT} or {@link #UNLIMITED}; one that is not given is
 * {@link #DEFAULT}.
 */
public final class Quota {

    /** As the cloud's default quotas have it. */
    public static final double DEFAULT = -1;

    /** No limit, whatever the default quotas say. */
    public static final double UNLIMITED = -2;

    /** Every limit as the default quotas have it. */
    public static final Quota NONE = new Quota(Map.of());

    private final EnumMap<Metric, Double> limits = new EnumMap<>(Metric.class);

    /** What is counted of machines that are not DONE, in the order documents have it. Memory and disks are in MiB. */
    public enum Metric {
        CPU,
        MEMORY,
        /** Like CPU, of machines that run or are about to. */
        RUNNING_CPU,
        RUNNING_MEMORY,
        RUNNING_VMS,
        SYSTEM_DISK_SIZE,
        VMS
    }

    /** Limits by what they limit. */
    public Quota(Map<Metric, Double> limits) {
        this.limits.putAll(limits);
    }

    /** Limits of the number of machines, of their memory in MiB and of their CPUs. */
    public Quota(int vms, long memoryMb, double cpu) {
        this(Map.of(Metric.VMS, (double) vms, Metric.MEMORY, (double) memoryMb, Metric.CPU, cpu));
    }

    public double limit(Metric metric) {
        return limits.getOrDefault(metric, DEFAULT);
    }

    /** Returns whether nothing is said about any of it. */
    public boolean isDefault() {
        return limits.values().stream().allMatch(limit -> limit == DEFAULT);
    }

    /** What somebody has or asks for. */
    public record Usage(int vms, long memoryMb, double cpu) {

        public static final Usage NONE = new Usage(0, 0, 0);

        public Usage plus(Usage other) {
            return new Usage(vms + other.vms, memoryMb + other.memoryMb, cpu + other.cpu);
        }
    }

    /**
     * How much of a quota is used.
     *
     * @param all machines that are not DONE
     * @param running those of them that run or are about to
     * @param diskMb the disks that were made for them, in MiB
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
