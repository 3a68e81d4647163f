package io.onemachine.devcloud.cloud;

/**
 * What a user may have at most; a negative number is no limit.
 *
 * @param vms virtual machines that are not DONE
 * @param memoryMb their memory in MiB
 * @param cpu their CPUs
 */
public record Quota(int vms, long memoryMb, double cpu) {

    public static final Quota UNLIMITED = new Quota(-1, -1, -1);

    public boolean isUnlimited() {
        return vms < 0 && memoryMb < 0 && cpu < 0;
    }

    /** What somebody has or asks for. */
    public record Usage(int vms, long memoryMb, double cpu) {

        public static final Usage NONE = new Usage(0, 0, 0);

        public Usage plus(Usage other) {
            return new Usage(vms + other.vms, memoryMb + other.memoryMb, cpu + other.cpu);
        }
    }
}
