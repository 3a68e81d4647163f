package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/** Records the events of VMs. Called inside {@link Cloud#locked}. */
final class VmRecords {

    /** The time format of C's asctime. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private static final int FIRST_GRAPHICS_PORT = 5900;

    private final Cloud cloud;
    private final Clock clock;
    private final Consumer<VirtualMachine> saver;
    private final Consumer<String> log;

    VmRecords(LifecycleContext lifecycleContext) {
        this.cloud = lifecycleContext.cloud();
        this.clock = lifecycleContext.clock();
        this.saver = lifecycleContext.saver();
        this.log = lifecycleContext.log();
    }

    /** Writes a line to the log. */
    void note(String line) {
        log.accept(line);
    }

    void save(VirtualMachine vm) {
        saver.accept(vm);
    }

    void enter(VirtualMachine vm, VmState state) {
        vm.enter(state, now());
        if (!vm.keepsSnapshots() && !state.isActive()) {
            vm.template().remove("SNAPSHOT");
        }
        if (state == VmState.DONE) {
            cloud.networks().forEach(network -> network.release(vm.id()));
            vm.template()
                    .vectors("GRAPHICS")
                    .forEach(graphics -> graphics.texts().remove("PORT"));
        }
        log.accept("VM " + vm.id() + " " + state);
        saver.accept(vm);
    }

    /** Sets the attributes that a VM gets when it is placed on the host. */
    void placed(VirtualMachine vm) {
        vm.template().set("TM_MAD_SYSTEM", "devcloud");
        if (vm.resumesFrom() != VmState.PENDING && vm.template().has("AUTOMATIC_DS_REQUIREMENTS")) {
            vm.template().set("AUTOMATIC_DS_REQUIREMENTS", "(\"CLUSTERS/ID\" @> 0) & (TM_MAD = \"devcloud\")");
        }
        for (Vector graphics : vm.template().vectors("GRAPHICS")) {
            graphics.texts().putIfAbsent("PORT", Integer.toString(FIRST_GRAPHICS_PORT + vm.id() % 59_000));
        }
        if (vm.userTemplate().has("SCHED_MESSAGE")) {
            vm.userTemplate().set("SCHED_MESSAGE", "");
        }
    }

    /** Sets a message for the VM's users with the time; a repeated one gets the new time and no line in the log. */
    void setMessage(VirtualMachine vm, String attribute, String message) {
        String old = vm.userTemplate().text(attribute);
        String timed = TIME.format(ZonedDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())) + ": " + message;
        if (timed.equals(old)) {
            return;
        }
        vm.userTemplate().set(attribute, timed);
        if (!old.endsWith(": " + message)) {
            log.accept("VM " + vm.id() + " " + attribute + " " + message);
        }
        saver.accept(vm);
    }

    /** Begins a new stay of a VM that keeps running. */
    void beginStay(VirtualMachine vm) {
        vm.beginStay(now());
    }

    /** Returns the time in seconds since 1970. */
    long now() {
        return clock.instant().getEpochSecond();
    }
}
