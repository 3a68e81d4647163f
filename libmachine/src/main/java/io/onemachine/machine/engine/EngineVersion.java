package io.onemachine.machine.engine;

/**
 * The version of an engine, as it reports it.
 *
 * @param version such as {@code 26.1.5+dfsg1}
 * @param apiVersion the newest API version it supports, such as {@code 1.45}
 * @param minimumApiVersion the oldest, such as {@code 1.24}; empty when it does not say
 */
public record EngineVersion(String version, String apiVersion, String minimumApiVersion) {}
