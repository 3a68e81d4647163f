package io.onemachine.swarm;

import io.onemachine.machine.Machines;
import java.util.List;

/** The machines of a store, as far as swarms need them. Can be used from any thread. */
interface SwarmHosts {
    static SwarmHosts of(Machines machines) {
        return new SwarmHosts() {
            @Override
            public List<String> names() {
                return machines.names();
            }

            @Override
            public SwarmHost open(String name) {
                return new MachineHost(machines.load(name), true);
            }
        };
    }

    List<String> names();

    /**
     * Opens a machine; the caller closes it.
     *
     * @throws io.onemachine.machine.error.MachineNotFoundException when there is none of that name
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when its configuration cannot be used
     */
    SwarmHost open(String name);
}
