package io.onemachine.cli.run;

import java.lang.module.ModuleDescriptor;

/**
 * What this program calls its version. Installers compare what stands before the comma with the docker-machine release that this
 * program stands in for; ours is the build.
 */
public final class ProgramVersion {
    private static final String COMPATIBLE_WITH = "0.16.2";

    private ProgramVersion() {}

    /** Such as {@code 0.16.2, build onemachine-0.1.0}. */
    public static String number() {
        return COMPATIBLE_WITH + ", build " + build();
    }

    private static String build() {
        ModuleDescriptor module = ProgramVersion.class.getModule().getDescriptor();
        return "onemachine-" + (module == null ? "unknown" : module.rawVersion().orElse("unknown"));
    }

    /** The same for programs. */
    public static String json() {
        return "{\"version\":\"" + COMPATIBLE_WITH + "\",\"build\":\"" + build() + "\"}";
    }

    /** The line that {@code version} prints. */
    public static String line() {
        return "docker-machine version " + number();
    }
}
