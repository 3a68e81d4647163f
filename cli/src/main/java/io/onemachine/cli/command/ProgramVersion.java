package io.onemachine.cli.command;

import java.lang.module.ModuleDescriptor;

/**
 * What this program calls its version. Programs look for the number of the docker-machine release it stands in for, so
 * that comes first; ours is the build.
 */
public final class ProgramVersion {
    private static final String COMPATIBLE_WITH = "0.16.2";

    private ProgramVersion() {}

    /** Such as {@code 0.16.2-onemachine, build 0.1.0}. */
    public static String number() {
        return COMPATIBLE_WITH + "-onemachine, build " + build();
    }

    private static String build() {
        ModuleDescriptor module = ProgramVersion.class.getModule().getDescriptor();
        return module == null ? "unknown" : module.rawVersion().orElse("unknown");
    }

    /** The same for programs. */
    static String json() {
        return "{\"version\":\"" + COMPATIBLE_WITH + "-onemachine\",\"build\":\"" + build() + "\"}";
    }

    /** The line that {@code version} prints. */
    public static String line() {
        return "docker-machine version " + number();
    }
}
