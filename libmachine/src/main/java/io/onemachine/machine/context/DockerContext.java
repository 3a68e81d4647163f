package io.onemachine.machine.context;

/**
 * A context of the docker client that belongs to a machine of the store.
 *
 * @param name its name
 * @param machine the machine's name
 * @param host the engine's URL in it
 * @param current whether docker uses it where neither an option nor a variable names one
 * @param machineExists whether the machine exists; if not, the context is left over
 */
public record DockerContext(String name, String machine, String host, boolean current, boolean machineExists) {}
