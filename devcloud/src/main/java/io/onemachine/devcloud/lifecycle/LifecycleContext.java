package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The dependencies of the lifecycle.
 *
 * @param hypervisor the hypervisor, already open
 * @param hostDirectory the parent folder of the VMs' disk folders
 * @param saver saves a VM's present state; called inside {@link Cloud#locked}
 * @param log receives one line of text per event
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
