package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Docker Engine and the versions of its API.
 *
 * @param version of the engine: {@code 26.1.5}
 * @param api the newest of its API
 * @param minApi the oldest of its API
 */
record EngineVersion(String version, String api, String minApi) {

    /** The attribute of a machine or image that says which engine its host is to have. */
    static final String ATTRIBUTE = "ONEMACHINE_STUB_ENGINE";

    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)*[\\w.+-]*)/(\\d+\\.\\d+)(?:/(\\d+\\.\\d+))?");

    /** Reads {@code 29.0.0/1.44} (engine and oldest API) or {@code 29.0.0/1.44/1.52} (and newest API). */
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

    /** Returns whether a client that asks for this version of the API is answered. */
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
