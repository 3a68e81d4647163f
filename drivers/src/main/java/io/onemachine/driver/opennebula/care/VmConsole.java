package io.onemachine.driver.opennebula.care;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.opennebula.resource.HistoryRecord;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.Set;

/** Finds the VNC server of a VM: at its hypervisor, on the port that OpenNebula chose. */
final class VmConsole {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "::1", "localhost");

    private VmConsole() {}

    static HostConsole of(String named, VirtualMachine vm) {
        Vector graphics = vm.template()
                .vector("GRAPHICS")
                .filter(it -> value(it, "TYPE").equalsIgnoreCase("VNC"))
                .orElseThrow(() -> new DriverException(
                        named + " has no VNC server",
                        "It was created without: see its GRAPHICS attribute, which a template gives it.",
                        null));
        if (!vm.status().isRunning() || vm.history().isEmpty()) {
            throw new HostNotRunningException();
        }
        HistoryRecord last = vm.history().getLast();
        String port = value(graphics, "PORT");
        if (!port.matches("[1-9][0-9]{0,4}") || last.host().isEmpty()) {
            throw new DriverException(named + " has no port for its VNC server");
        }
        return new HostConsole(
                last.host(),
                Integer.parseInt(port),
                LOCAL.contains(value(graphics, "LISTEN")),
                !value(graphics, "PASSWD").isEmpty());
    }

    private static String value(Vector graphics, String key) {
        return graphics.value(key).orElse("");
    }
}
