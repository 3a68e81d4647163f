package io.onemachine.driver.generic;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Validates the options of a new machine and stores them; an error names the option. */
final class OptionRules {

    private static final Pattern NAME_OR_IPV4 = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*)");

    /** Refuses users that an ssh program would read as an option or as several words. */
    private static final Pattern USER = Pattern.compile("([^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*)?");

    private static final int LARGEST_PORT = 65535;

    private final DriverOptions options;

    OptionRules(DriverOptions options) {
        this.options = options;
    }

    /** @throws DriverOptionException naming the wrong option */
    void storeIn(BaseDriverConfig config) {
        config.set(BaseDriverConfig.IP_ADDRESS, address());
        config.set(BaseDriverConfig.SSH_USER, user());
        config.set(BaseDriverConfig.SSH_PORT, port(Flags.SSH_PORT));
        config.set(GenericDriver.ENGINE_PORT, port(Flags.ENGINE_PORT));
        config.set(GenericDriver.SSH_KEY, key());
    }

    private String address() {
        String address = options.string(Flags.IP_ADDRESS);
        if (address.isEmpty()) {
            throw new DriverOptionException(
                    "generic driver requires the " + Reference.option(Flags.IP_ADDRESS) + " option");
        }
        if (!NAME_OR_IPV4.matcher(address).matches() && !isIpv6(address)) {
            throw wrong(Flags.IP_ADDRESS, "\"" + address + "\" is neither an IP address nor a host name");
        }
        return address;
    }

    private static boolean isIpv6(String address) {
        if (!address.contains(":") || address.contains("[")) {
            return false;
        }
        try {
            return !InetAddress.ofLiteral(address).getHostAddress().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String user() {
        String user = options.string(Flags.SSH_USER);
        if (!USER.matcher(user).matches()) {
            throw wrong(Flags.SSH_USER, "\"" + user + "\" is not a user name");
        }
        return user;
    }

    private int port(String option) {
        int port = options.integer(option);
        if (port < 1 || port > LARGEST_PORT) {
            throw wrong(option, port + " is not a port; ports are 1 to " + LARGEST_PORT);
        }
        return port;
    }

    private String key() {
        String key = options.string(Flags.SSH_KEY);
        try {
            return Path.of(key).toString();
        } catch (InvalidPathException e) {
            throw wrong(Flags.SSH_KEY, "\"" + key + "\" is not a path: " + e.getReason());
        }
    }

    private DriverOptionException wrong(String option, String how) {
        return new DriverOptionException(options.described(option) + ": " + how);
    }
}
