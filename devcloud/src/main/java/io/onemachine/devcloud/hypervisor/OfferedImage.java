package io.onemachine.devcloud.hypervisor;

/**
 * An image that a hypervisor can build and that a cloud can be given.
 *
 * @param name its name, and its {@code SOURCE}
 * @param base what its root file system is made of
 * @param real what in it is real
 * @param simulated what in it only looks so; empty for nothing
 */
public record OfferedImage(String name, String base, String real, String simulated) {}
