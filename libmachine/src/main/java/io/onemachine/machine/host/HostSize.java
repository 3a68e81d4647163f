package io.onemachine.machine.host;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The size of a host, or a change of it, where a missing value stays as it is.
 *
 * @param cpu the share of physical CPUs that it is guaranteed
 * @param vcpus the number of virtual CPUs
 * @param memory the memory in MB
 * @param disk the size of the first disk in MB
 */
public record HostSize(OptionalDouble cpu, OptionalInt vcpus, OptionalLong memory, OptionalLong disk) {
    /** Returns whether there is no value. */
    public boolean isEmpty() {
        return !changesCapacity() && disk.isEmpty();
    }

    /** Returns whether CPU, virtual CPUs or memory have a value. */
    public boolean changesCapacity() {
        return cpu.isPresent() || vcpus.isPresent() || memory.isPresent();
    }

    /** Returns the values of this one that differ from another one's. */
    public HostSize differencesFrom(HostSize other) {
        return new HostSize(
                cpu.equals(other.cpu) ? OptionalDouble.empty() : cpu,
                vcpus.equals(other.vcpus) ? OptionalInt.empty() : vcpus,
                memory.equals(other.memory) ? OptionalLong.empty() : memory,
                disk.equals(other.disk) ? OptionalLong.empty() : disk);
    }

    /** Returns a share of CPUs without needless zeros: {@code 0.5}, {@code 2}. */
    public static String text(double cpu) {
        return BigDecimal.valueOf(cpu).stripTrailingZeros().toPlainString();
    }
}
