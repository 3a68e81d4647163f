package example;

import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.SshClient;
import java.nio.file.Path;
import java.time.Duration;

/** Creates a machine, uses it, and removes it: {@code CreateMachine STORE TEMPLATE_ID}. */
public final class CreateMachine {
    private static final String NAME = "web1";

    public static void main(String[] arguments) {
        Machines machines = Machines.builder(Path.of(arguments[0]))
                .progress(CreateMachine::show)
                .open();
        CreateRequest request =
                CreateRequest.of(NAME, "opennebula").option("opennebula-template-id", arguments[1]);
        try (Machine machine = machines.create(request)) {
            System.out.println("engine " + machine.url() + " speaks API "
                    + machine.engineVersion(Duration.ofSeconds(10)).apiVersion());
            try (SshClient ssh = machine.ssh()) {
                System.out.println("host " + ssh.run("hostname", Duration.ofSeconds(30)).output().strip());
            }
            machine.stop();
            System.out.println("state " + machine.state().label());
        } catch (MachineException e) {
            System.err.println(e.getMessage());
            e.hint().ifPresent(System.err::println);
        } finally {
            if (machines.exists(NAME)) {
                machines.remove(NAME, false);
            }
        }
    }

    private static void show(ProgressEvent event) {
        if (event instanceof ProgressEvent.StepStarted step) {
            System.err.println(step.text());
        }
    }
}
