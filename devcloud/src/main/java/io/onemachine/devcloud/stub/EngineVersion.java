package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Docker Engine and the versions of its API.
 *
 * @param version the engine's version: {@code 26.1.5}
 * @param api the newest API version
 * @param minApi the oldest API version
 */
record EngineVersion(String version, String api, String minApi) {

    /** The attribute of a VM or image that selects the engine version of its host. */
    static final String ATTRIBUTE = "ONEMACHINE_STUB_ENGINE";

    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)*[\\w.+-]*)/(\\d+\\.\\d+)(?:/(\\d+\\.\\d+))?");

    /** Parses {@code 29.0.0/1.44} (engine and oldest API) or {@code 29.0.0/1.44/1.52} (and newest API). */
    static EngineVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new HypervisorException(
                    ATTRIBUTE + " is \"" + text + "\"; it must look like 29.0.0/1.44 or 29.0.0/1.44/1.52:"
                            + " the engine's version, its oldest and its newest API");
        }
        String oldest = matcher.group(2);
        String newest = matcher.group(3) == null ? newest(oldest) : matcher.group(3);
        return new EngineVersion(matcher.group(1), newest, oldest);
    }

    /** Returns whether the engine answers a client that asks for this version of the API. */
    boolean serves(String requested) {
        return number(requested) >= number(minApi) && number(requested) <= number(api);
    }

    boolean isTooOld(String requested) {
        return number(requested) < number(minApi);
    }

    private static String newest(String oldest) {
        return "1." + Math.max(52, number(oldest));
    }

    private static int number(String apiVersion) {
        return Integer.parseInt(apiVersion.substring(apiVersion.indexOf('.') + 1));
    }
}
