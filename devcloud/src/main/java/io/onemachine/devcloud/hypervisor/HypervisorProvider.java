package io.onemachine.devcloud.hypervisor;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Makes hypervisors of one kind. Providers are found by {@link java.util.ServiceLoader}. */
public interface HypervisorProvider {

    /** Returns the name it is chosen by on the command line: {@code nspawn} or {@code stub}. */
    String name();

    /** Returns the kind of its networks. */
    Addressing addressing();

    /**
     * Makes a hypervisor, which is not open yet.
     *
     * @throws HypervisorException when this computer cannot run it; the message says what is missing and what to do
     */
    Hypervisor create(Settings settings);

    /** Where a hypervisor's networks get their addresses. */
    enum Addressing {
        /** Two subnets of 254 addresses in 198.18.0.0/15, on bridges. */
        BRIDGED,
        /** Two subnets of 65,534 addresses in 127.0.0.0/8, on the loopback device. */
        LOOPBACK
    }

    /**
     * What a hypervisor is to work with.
     *
     * @param cloudId six lower-case hexadecimal digits that no other cloud on this computer has: for the names of what it makes
     * @param stateDirectory the cloud's folder, for what has to be remembered to take everything down after a crash
     * @param options what was given on the command line for hypervisors, by the option's name without dashes
     * @param log takes one line of text per event
     */
    record Settings(String cloudId, Path stateDirectory, Map<String, String> options, Consumer<String> log) {

        public Settings {
            options = Map.copyOf(options);
        }
    }
}
