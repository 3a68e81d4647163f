package io.onemachine.devcloud.testing;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmTemplate;

/** The objects of the recorded front ends. */
public final class RecordedObjects {

    private RecordedObjects() {}

    /**
     * Adds those of the front end of release 6.8: users oneadmin (0), alice (2) and bob (3), an image and a template "Ubuntu 18.04" (0), a
     * network "public" (0), all of oneadmin's and for no other user.
     */
    public static void of68(Cloud cloud) {
        cloud.add(new User(0, "oneadmin", "opennebula", Group.ONEADMIN, new Attributes(), Quota.NONE));
        cloud.add(new User(2, "alice", "alicepw", Group.USERS, new Attributes(), Quota.NONE));
        cloud.add(new User(3, "bob", "bobpw", Group.USERS, new Attributes(), Quota.NONE));
        cloud.add(new Image(
                0,
                "Ubuntu 18.04",
                0,
                0,
                Permissions.PRIVATE,
                "dummy_path",
                1024,
                1,
                new Attributes().add("DEV_PREFIX", "sd")));
        cloud.add(new Network(
                0,
                "public",
                0,
                0,
                Permissions.PRIVATE,
                "br0",
                Ipv4Subnet.parse("127.10.0.0/24"),
                new Network.AddressRange(Ipv4Subnet.address("127.10.0.10"), 200)));
        Attributes template = new Attributes()
                .add("CPU", "1")
                .add("MEMORY", "512")
                .add("DISK", new Vector().with("IMAGE", "Ubuntu 18.04"))
                .add("NIC", new Vector().with("NETWORK", "public"))
                .add("GRAPHICS", new Vector().with("LISTEN", "0.0.0.0").with("TYPE", "vnc"));
        cloud.add(new VmTemplate(0, "Ubuntu 18.04", 0, 0, Permissions.PRIVATE, 1, template));
    }

    /**
     * Adds those of the front end of release 7.4: an administrator with SSH key, an image "debian-docker" (0), a network "sim" (4), and a
     * template "sim" (0) that names both by id, as the web interface does; 552 VMs had existed.
     */
    public static void of74(Cloud cloud) {
        Permissions usable = new Permissions(0644);
        cloud.add(new User(
                0,
                "oneadmin",
                "opennebula",
                Group.ONEADMIN,
                new Attributes()
                        .add(
                                "SSH_PUBLIC_KEY",
                                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAdminAdminAdminAdminAdminAdminAdminAdminAdmi admin@laptop"),
                Quota.NONE));
        cloud.add(new Image(
                0, "debian-docker", 0, 0, usable, "dummy_path", 1024, 1, new Attributes().add("DEV_PREFIX", "sd")));
        cloud.add(new Network(
                4,
                "sim",
                0,
                0,
                usable,
                "none0",
                Ipv4Subnet.parse("127.201.0.0/16"),
                new Network.AddressRange(Ipv4Subnet.address("127.201.1.1"), 250)));
        Attributes template = new Attributes()
                .add("CONTEXT", new Vector().with("NETWORK", "YES").with("SSH_PUBLIC_KEY", "$USER[SSH_PUBLIC_KEY]"))
                .add("CPU", "1")
                .add("DISK", new Vector().with("IMAGE_ID", "0"))
                .add("GRAPHICS", new Vector().with("LISTEN", "0.0.0.0").with("TYPE", "VNC"))
                .add("MEMORY", "512")
                .add("NIC", new Vector().with("NETWORK_ID", "4"))
                .add("OS", new Vector().with("BOOT", ""))
                .add("VCPU", "1");
        cloud.add(new VmTemplate(0, "sim", 0, 0, usable, 1, template));
        cloud.startVmIdsAt(552);
    }
}
