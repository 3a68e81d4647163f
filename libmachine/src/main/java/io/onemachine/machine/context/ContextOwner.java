package io.onemachine.machine.context;

/**
 * The machine that a context belongs to, as recorded in the context.
 *
 * @param store the id of the machine's store
 * @param machine the machine's name
 */
public record ContextOwner(String store, String machine) {}
