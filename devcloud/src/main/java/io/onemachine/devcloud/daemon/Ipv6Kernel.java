package io.onemachine.devcloud.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Detects whether this computer's kernel has IPv6 switched on. */
final class Ipv6Kernel {

    private static final Path SETTINGS = Path.of("/proc/sys/net/ipv6");

    private Ipv6Kernel() {}

    static boolean isOn() {
        return isOn(SETTINGS);
    }

    static boolean isOn(Path settings) {
        return Stream.of("all", "default")
                .map(scope -> settings.resolve("conf").resolve(scope).resolve("disable_ipv6"))
                .allMatch(Ipv6Kernel::isZero);
    }

    private static boolean isZero(Path file) {
        try {
            return Files.readString(file).strip().equals("0");
        } catch (IOException e) {
            return false; // no such file: a kernel without IPv6
        }
    }
}
