package io.onemachine.devcloud.cloud;

/** An object with an owner and permissions. */
public sealed interface CloudObject permits VirtualMachine, VmTemplate, Image, Network, VmGroup, SecurityGroup {

    Kind kind();

    int id();

    String name();

    int ownerId();

    int groupId();

    Permissions permissions();
}
