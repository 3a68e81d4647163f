package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What machines live in.
 *
 * @param hypervisor opened already
 * @param hostDirectory where each machine gets a folder for its disk
 * @param saver keeps a machine's present state; called inside {@link Cloud#locked}
 * @param log takes one line of text per event
 */
public record LifecycleContext(
        Cloud cloud,
        Hypervisor hypervisor,
        Path hostDirectory,
        FaultPlan faults,
        TransitionDelays transitionDelays,
        Clock clock,
        Consumer<VirtualMachine> saver,
        Consumer<String> log) {}
