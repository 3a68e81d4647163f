package io.onemachine.devcloud.cloud;

/** What can be owned and has permissions. */
public sealed interface CloudObject permits VirtualMachine, VmTemplate, Image, Network, VmGroup, SecurityGroup {

    Kind kind();

    int id();

    String name();

    int ownerId();

    int groupId();

    Permissions permissions();
}
