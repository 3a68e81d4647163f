package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.FleetLease;
import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.file.PowerState;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostSize;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares one machine with what the file says about it. */
final class MachineComparison {
    private static final String LEASE = "lease";

    private final MachineSettings wanted;
    private final DriverProvider driver;
    private final OptionDefaults defaults;
    private final AppliedSettings applied;
    private final PresentHost host;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * @param driver the machine's driver, which is the file's too
     * @param applied what was applied before
     */
    MachineComparison(MachineSettings wanted, DriverProvider driver, AppliedSettings applied, PresentHost host) {
        this.wanted = wanted;
        this.driver = driver;
        this.defaults = new OptionDefaults(driver);
        this.applied = applied;
        this.host = host;
    }

    /** Returns the differences of the driver's options, labels, lease and power state, in this order. */
    List<Difference> differences() {
        compareOptions();
        compareLabels();
        compareLease();
        comparePower();
        return List.copyOf(differences);
    }

    private void compareOptions() {
        Map<String, List<String>> now = AppliedSettings.remembered(wanted.options(), driver);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(applied.options().keySet());
        for (String name : names) {
            String before = text(applied.options().get(name));
            String after = text(now.get(name));
            switch (driver.effectOf(name)) {
                case CPU -> compareSize(name, before, after, size().flatMap(size -> text(size.cpu())));
                case VCPU -> compareSize(name, before, after, size().flatMap(size -> text(size.vcpus())));
                case MEMORY -> compareSize(name, before, after, size().flatMap(size -> text(size.memory())));
                case DISK -> compareDisk(name, before, after);
                case PERMISSIONS -> comparePermissions(name, before, after);
                case REPLACE -> compareTexts(name, now);
                case LABELS, LEASE, CREATION_ONLY -> {
                    // Compared elsewhere, or not at all.
                }
            }
        }
    }

    /** An option at its default is as one that is not in the file. */
    private void compareTexts(String name, Map<String, List<String>> now) {
        List<String> before = defaults.texts(applied.options(), name);
        List<String> after = defaults.texts(now, name);
        if (!before.equals(after)) {
            differences.add(new Difference(shortName(name), text(before), text(after), Effect.REPLACE, false));
        }
    }

    /** Permissions that the file does not name any more stay as they are. */
    private void comparePermissions(String name, String before, String after) {
        if (!after.isEmpty() && !before.equals(after)) {
            differences.add(new Difference(shortName(name), before, after, Effect.LIVE, false));
        }
    }

    /** A size that the file does not name any more stays as it is. */
    private void compareSize(String name, String before, String after, Optional<String> inCloud) {
        String present = inCloud.orElse(before);
        if (after.isEmpty() || isSameNumber(present, after)) {
            return;
        }
        boolean isDrift = inCloud.isPresent() && isSameNumber(before, after);
        differences.add(new Difference(shortName(name), present, after, Effect.RESIZE, isDrift));
    }

    /** A disk that has grown by other means is not a difference: it cannot shrink. */
    private void compareDisk(String name, String before, String after) {
        Optional<String> inCloud = size().flatMap(size -> text(size.disk()));
        if (inCloud.isEmpty()) {
            compareSize(name, before, after, inCloud);
            return;
        }
        if (after.isEmpty() || isSameNumber(inCloud.get(), after)) {
            return;
        }
        boolean grows = new BigDecimal(inCloud.get()).compareTo(decimal(after).orElse(BigDecimal.ZERO)) < 0;
        if (grows) {
            boolean isDrift = isSameNumber(before, after);
            differences.add(new Difference(shortName(name), inCloud.get(), after, Effect.RESIZE, isDrift));
        } else if (!isSameNumber(before, after)) {
            differences.add(new Difference(shortName(name), inCloud.get(), after, Effect.REPLACE, false));
        }
    }

    private void compareLabels() {
        Optional<List<String>> labels = FleetLabels.wanted(wanted, driver, applied);
        Optional<List<String>> present = host.description().map(HostDescription::labels);
        if (labels.isEmpty() || present.isEmpty()) {
            return;
        }
        Set<String> before = new TreeSet<>(present.get());
        Set<String> after = new TreeSet<>(labels.get());
        if (!before.equals(after)) {
            differences.add(
                    new Difference("labels", String.join(", ", before), String.join(", ", after), Effect.LIVE, false));
        }
    }

    private void compareLease() {
        if (host.description().isEmpty()) {
            return; // a driver that knows no leases
        }
        Optional<FleetLease> lease = wanted.lease();
        if (lease.isPresent()) {
            compareLease(lease.get());
            return;
        }
        String before = leaseOption(applied.options());
        String after = leaseOption(wanted.options());
        if (!after.isEmpty()) {
            if (!before.equals(after)) {
                differences.add(new Difference(LEASE, before, after, Effect.LIVE, false));
            }
        } else if (host.leaseEnd().isPresent() && (!before.isEmpty() || hadLease())) {
            // Else the cloud would remove a host of which the file says nothing.
            differences.add(new Difference(LEASE, host.leaseEnd().get().toString(), "", Effect.LIVE, false));
        }
    }

    private String leaseOption(Map<String, List<String>> options) {
        return options.entrySet().stream()
                .filter(option -> driver.effectOf(option.getKey()) == OptionEffect.LEASE)
                .map(option -> text(option.getValue()))
                .findFirst()
                .orElse("");
    }

    private boolean hadLease() {
        return applied.lease()
                .flatMap(FleetLease::parse)
                .filter(lease -> !(lease instanceof FleetLease.Never))
                .isPresent();
    }

    private void compareLease(FleetLease lease) {
        String before = host.leaseEnd().map(Object::toString).orElse("");
        boolean differs = switch (lease) {
            // Counted from the time when it is applied, so only another text is another lease.
            case FleetLease.After _ -> !applied.lease().equals(Optional.of(lease.text()));
            // The cloud knows whole seconds.
            case FleetLease.Until(var end) -> !host.leaseEnd().equals(Optional.of(end.truncatedTo(ChronoUnit.SECONDS)));
            case FleetLease.Never _ -> host.leaseEnd().isPresent();
        };
        if (differs) {
            differences.add(new Difference(LEASE, before, lease.text(), Effect.LIVE, false));
        }
    }

    private void comparePower() {
        MachineState state = host.state();
        boolean differs = switch (wanted.state()) {
            case RUNNING -> state.isOff();
            case STOPPED -> state == MachineState.RUNNING;
        };
        if (differs) {
            String present = (state.isOff() ? PowerState.STOPPED : PowerState.RUNNING).text();
            differences.add(new Difference("state", present, wanted.state().text(), Effect.POWER, false));
        }
    }

    private Optional<HostSize> size() {
        return host.description().map(HostDescription::size);
    }

    /** Returns an option's name as files have it, without the driver's prefix. */
    private String shortName(String option) {
        String prefix = driver.name() + "-";
        return option.startsWith(prefix) ? option.substring(prefix.length()) : option;
    }

    private static String text(@Nullable List<String> values) {
        return values == null ? "" : String.join(", ", values);
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isSameNumber(String one, String other) {
        Optional<BigDecimal> first = decimal(one);
        Optional<BigDecimal> second = decimal(other);
        if (first.isEmpty() || second.isEmpty()) {
            return one.equals(other);
        }
        return first.get().compareTo(second.get()) == 0;
    }

    private static Optional<String> text(OptionalInt value) {
        return value.isPresent() ? Optional.of(Integer.toString(value.getAsInt())) : Optional.empty();
    }

    private static Optional<String> text(OptionalLong value) {
        return value.isPresent() ? Optional.of(Long.toString(value.getAsLong())) : Optional.empty();
    }

    private static Optional<String> text(OptionalDouble value) {
        return value.isPresent() ? Optional.of(HostSize.text(value.getAsDouble())) : Optional.empty();
    }
}
