package io.onemachine.devcloud.hypervisor;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Creates hypervisors of one kind. Providers are found by {@link java.util.ServiceLoader}. */
public interface HypervisorProvider {

    /** Returns its name on the command line: {@code nspawn} or {@code stub}. */
    String name();

    /** Returns the addressing of its networks. */
    Addressing addressing();

    /**
     * Creates a hypervisor, which is not open yet.
     *
     * @throws HypervisorException when this computer cannot run it; the message says what is missing and what to do
     */
    Hypervisor create(Settings settings);

    /** The address ranges of a hypervisor's networks. */
    enum Addressing {
        /** Two subnets of 254 addresses in 198.18.0.0/15, on bridges. */
        BRIDGED,
        /** Two subnets of 65,534 addresses in 127.0.0.0/8, on the loopback device. */
        LOOPBACK
    }

    /**
     * The settings of a hypervisor.
     *
     * @param cloudId six lower-case hexadecimal digits, unique among this computer's clouds: part of the names of its resources
     * @param stateDirectory the cloud's folder, for the data needed to clean up after a crash
     * @param options the hypervisor's options on the command line, by name without dashes
     * @param log receives one line of text per event
     */
    record Settings(String cloudId, Path stateDirectory, Map<String, String> options, Consumer<String> log) {

        public Settings {
            options = Map.copyOf(options);
        }
    }
}
