package io.onemachine.cli.run;

import java.lang.module.ModuleDescriptor;

/**
 * The version of this program: the compatible docker-machine release, a comma, and this program's own version as the build. Installers
 * compare the part before the comma.
 */
public final class ProgramVersion {
    private static final String COMPATIBLE_WITH = "0.16.2";

    private ProgramVersion() {}

    /** Returns the version, such as {@code 0.16.2, build onemachine-0.1.0}. */
    public static String number() {
        return COMPATIBLE_WITH + ", build " + build();
    }

    private static String build() {
        ModuleDescriptor module = ProgramVersion.class.getModule().getDescriptor();
        return "onemachine-" + (module == null ? "unknown" : module.rawVersion().orElse("unknown"));
    }

    /** Returns the version as a JSON object. */
    public static String json() {
        return "{\"version\":\"" + COMPATIBLE_WITH + "\",\"build\":\"" + build() + "\"}";
    }

    /** Returns the line that {@code version} prints. */
    public static String line() {
        return "docker-machine version " + number();
    }
}
