package io.onemachine.swarm.engine;

/**
 * What an engine says of itself that matters to swarm mode.
 *
 * @param name the host's name
 * @param version the engine's version, such as {@code 20.10.24}
 * @param liveRestore whether containers outlive the engine, which swarm mode refuses
 * @param firewallBackend such as {@code iptables} or {@code nftables}; empty for engines that do not say, all of which use iptables
 * @param swarm its part in a swarm
 */
public record EngineInfo(String name, String version, boolean liveRestore, String firewallBackend, LocalSwarm swarm) {}
