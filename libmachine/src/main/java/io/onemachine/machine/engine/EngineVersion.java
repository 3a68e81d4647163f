package io.onemachine.machine.engine;

/**
 * What an engine says about itself.
 *
 * @param version such as {@code 26.1.5+dfsg1}
 * @param apiVersion the newest API version it speaks, such as {@code 1.45}
 * @param minimumApiVersion the oldest, such as {@code 1.24}; empty when it does not say
 */
public record EngineVersion(String version, String apiVersion, String minimumApiVersion) {}
