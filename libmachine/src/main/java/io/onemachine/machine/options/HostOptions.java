package io.onemachine.machine.options;

/** The options of a machine's host, the {@code HostOptions} of config.json. */
public record HostOptions(EngineOptions engine, SwarmOptions swarm, AuthOptions auth) {}
