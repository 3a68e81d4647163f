package io.onemachine.fleet.apply;

import io.onemachine.fleet.file.FleetLease;
import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.file.PowerState;
import io.onemachine.fleet.plan.AppliedSettings;
import io.onemachine.fleet.plan.Difference;
import io.onemachine.fleet.plan.Effect;
import io.onemachine.fleet.plan.EngineComparison;
import io.onemachine.fleet.plan.FleetLabels;
import io.onemachine.machine.DockerContexts;
import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.machine.reference.Reference;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes a machine that exists to what the file says, as far as that does not need another host. */
final class MachineChange {
    private static final String CONTEXT = "context";

    private final Machine machine;
    private final MachineSettings settings;
    private final DriverProvider driver;
    private final DockerContexts contexts;
    private final InstantSource clock;
    private AppliedSettings applied;

    /** @param applied what was applied before */
    MachineChange(
            Machine machine,
            MachineSettings settings,
            DriverProvider driver,
            DockerContexts contexts,
            InstantSource clock,
            AppliedSettings applied) {
        this.machine = machine;
        this.settings = settings;
        this.driver = driver;
        this.contexts = contexts;
        this.clock = clock;
        this.applied = applied;
    }

    /** Returns what is applied now. */
    AppliedSettings applied() {
        return applied;
    }

    /**
     * Applies differences; after a failure those before it are applied.
     *
     * @param mayRestart whether a running host may be restarted for another size
     * @return the differences that a restart of the host has to be allowed for
     */
    List<Difference> apply(List<Difference> differences, boolean mayRestart) {
        List<Difference> resizes = ofEffect(differences, Effect.RESIZE);
        boolean staysOff = settings.state() == PowerState.STOPPED;
        // A host that is to be off is resized when it is, which needs no restart.
        boolean isLeft = !staysOff && !resize(resizes, mayRestart);
        List<Difference> live = ofEffect(differences, Effect.LIVE);
        live.forEach(this::changeRunning);
        boolean changesEngine = !ofEffect(differences, Effect.ENGINE_RESTART).isEmpty();
        boolean changesContext =
                live.stream().anyMatch(difference -> difference.setting().equals(CONTEXT));
        // Both need a host that runs: the context has its address.
        boolean addsContext = changesContext && settings.context();
        if ((changesEngine || addsContext) && machine.state().isOff()) {
            machine.start();
        }
        if (changesEngine) {
            changeEngine();
        }
        if (changesContext) {
            setContext();
        }
        changePower();
        if (staysOff) {
            isLeft = !resize(resizes, mayRestart);
        }
        applied = appliedNow(isLeft);
        return isLeft ? resizes : List.of();
    }

    /** Returns the settings of the file with those as they were that were not applied. */
    private AppliedSettings appliedNow(boolean isSizeLeft) {
        AppliedSettings now = AppliedSettings.of(settings, driver);
        Set<String> names = new LinkedHashSet<>(now.options().keySet());
        names.addAll(applied.options().keySet());
        for (String option : names) {
            boolean isKept = switch (driver.effectOf(option)) {
                case REPLACE -> true;
                case CPU, VCPU, MEMORY -> isSizeLeft;
                case DISK -> isSizeLeft || isSmallerDisk(now.options().get(option));
                case LABELS, LEASE, PERMISSIONS, CREATION_ONLY -> false;
            };
            if (isKept) {
                now = now.keeping(option, applied);
            }
        }
        return now;
    }

    /** Returns whether the file asks for a smaller disk than the host has, which only another host can get. */
    private boolean isSmallerDisk(@Nullable List<String> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return false;
        }
        OptionalLong disk =
                machine.driver().care().map(care -> care.size().disk()).orElse(OptionalLong.empty());
        return disk.isPresent() && number("disk", wanted.getFirst()).longValue() < disk.getAsLong();
    }

    private static List<Difference> ofEffect(List<Difference> differences, Effect effect) {
        return differences.stream()
                .filter(difference -> difference.effect() == effect)
                .toList();
    }

    /** Returns whether the host has the size now. */
    private boolean resize(List<Difference> resizes, boolean mayRestart) {
        if (resizes.isEmpty()) {
            return true;
        }
        try {
            machine.resize(size(resizes), mayRestart);
            return true;
        } catch (RestartRequiredException e) {
            return false;
        }
    }

    private HostSize size(List<Difference> resizes) {
        OptionalDouble cpu = OptionalDouble.empty();
        OptionalInt vcpus = OptionalInt.empty();
        OptionalLong memory = OptionalLong.empty();
        OptionalLong disk = OptionalLong.empty();
        for (Map.Entry<String, List<String>> option : settings.options().entrySet()) {
            String name = option.getKey();
            boolean differs = resizes.stream()
                    .anyMatch(it -> name.equals(it.setting()) || name.equals(driver.name() + "-" + it.setting()));
            if (!differs || option.getValue().isEmpty()) {
                continue;
            }
            BigDecimal value = number(name, option.getValue().getFirst());
            switch (driver.effectOf(name)) {
                case CPU -> cpu = OptionalDouble.of(value.doubleValue());
                case VCPU -> vcpus = OptionalInt.of(value.intValue());
                case MEMORY -> memory = OptionalLong.of(value.longValue());
                case DISK -> disk = OptionalLong.of(value.longValue());
                case LABELS, LEASE, PERMISSIONS, CREATION_ONLY, REPLACE -> {
                    // No size.
                }
            }
        }
        return new HostSize(cpu, vcpus, memory, disk);
    }

    private static BigDecimal number(String option, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new DriverOptionException(Reference.option(option) + ": \"" + text + "\" is not a number");
        }
    }

    private void changeRunning(Difference difference) {
        switch (difference.setting()) {
            case "labels" -> setLabels();
            case "lease" -> setLease();
            case CONTEXT, "group" -> {
                // The one follows when the host runs, the other is part of the membership, which is written in any
                // case.
            }
            default -> setPermissions();
        }
    }

    private void setLabels() {
        FleetLabels.wanted(settings, driver, applied).ifPresent(machine::setLabels);
    }

    /** Sets labels and lease of a new machine, as far as no option of its creation did, and its power state. */
    void complete() {
        if (machine.driver().care().isPresent()) {
            if (settings.labels().filter(labels -> !labels.isEmpty()).isPresent()) {
                setLabels();
            }
            if (settings.lease().isPresent()) {
                setLease();
            }
        }
        changePower();
        applied = AppliedSettings.of(settings, driver);
    }

    private void setLease() {
        Optional<FleetLease> lease = settings.lease().or(this::leaseOfOptions);
        switch (lease.orElse(new FleetLease.Never())) {
            case FleetLease.After(var duration) ->
                machine.setLeaseEnd(clock.instant().plus(duration));
            case FleetLease.Until(Instant end) -> machine.setLeaseEnd(end);
            case FleetLease.Never _ -> {
                if (machine.lease().isPresent()) {
                    machine.dropLease();
                }
            }
        }
    }

    private Optional<FleetLease> leaseOfOptions() {
        return ofEffect(OptionEffect.LEASE).flatMap(FleetLease::parse);
    }

    private void setPermissions() {
        ofEffect(OptionEffect.PERMISSIONS).ifPresent(machine::setPermissions);
    }

    private Optional<String> ofEffect(OptionEffect effect) {
        return settings.options().entrySet().stream()
                .filter(option -> driver.effectOf(option.getKey()) == effect)
                .flatMap(option -> option.getValue().stream())
                .findFirst();
    }

    private void setContext() {
        if (settings.context()) {
            contexts.add(machine, Optional.empty(), false);
        } else {
            contexts.remove(machine);
        }
    }

    private void changeEngine() {
        machine.reconfigure(
                EngineComparison.merged(settings.engine(), machine.options().engine()), settings.tlsSans());
    }

    private void changePower() {
        boolean isOff = machine.state().isOff();
        if (settings.state() == PowerState.RUNNING && isOff) {
            machine.start();
        } else if (settings.state() == PowerState.STOPPED && !isOff) {
            machine.stop();
        }
    }
}
