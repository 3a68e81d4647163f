package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Permissions;
import java.util.List;

/** {@code <DATASTORE_POOL>}: one for files, one for images, one for the VMs' disks, as in every new front end. */
final class DatastoreDocument {

    private static final long SIZE_MB = 1L << 20;
    private static final Permissions PERMISSIONS = new Permissions(0640);

    private final Documents documents;
    private final Cloud cloud;

    DatastoreDocument(Documents documents, Cloud cloud) {
        this.documents = documents;
        this.cloud = cloud;
    }

    String pool() {
        List<Integer> images = cloud.images().stream().map(Image::id).toList();
        Attributes common = new Attributes()
                .add("PERSISTENT_SNAPSHOTS", "YES")
                .add("RESTRICTED_DIRS", "/")
                .add("SAFE_DIRS", "/var/tmp")
                .add("TM_MAD", HostDocument.DRIVER);
        Attributes files = common.copy()
                .add("ALLOW_ORPHANS", "YES")
                .add("CLONE_TARGET", "SYSTEM")
                .add("DS_MAD", HostDocument.DRIVER)
                .add("LN_TARGET", "SYSTEM")
                .add("TYPE", "FILE_DS");
        Attributes ofImages = common.copy()
                .add("ALLOW_ORPHANS", "NO")
                .add("CLONE_TARGET", "SYSTEM")
                .add("DISK_TYPE", "FILE")
                .add("DS_MAD", HostDocument.DRIVER)
                .add("LN_TARGET", "NONE")
                .add("TYPE", "IMAGE_DS");
        Attributes system = common.copy()
                .add("ALLOW_ORPHANS", "NO")
                .add("DISK_TYPE", "FILE")
                .add("DS_LIVE_MIGRATE", "YES")
                .add("DS_MIGRATE", "YES")
                .add("DS_MIGRATE_SNAP", "YES")
                .add("SHARED", "YES")
                .add("TYPE", "SYSTEM_DS");
        return "<DATASTORE_POOL>"
                + datastore(2, "files", 2, HostDocument.DRIVER, List.of(), files)
                + datastore(1, "default", 0, HostDocument.DRIVER, images, ofImages)
                + datastore(0, "system", 1, "-", List.of(), system)
                + "</DATASTORE_POOL>";
    }

    private String datastore(
            int id, String name, int type, String driver, List<Integer> images, Attributes attributes) {
        return documents
                .head("DATASTORE", id, name, 0, 0)
                .permissions(PERMISSIONS)
                .cdata("DS_MAD", driver)
                .cdata("TM_MAD", HostDocument.DRIVER)
                .cdata("BASE_PATH", "/var/lib/one/datastores/" + id)
                .text("TYPE", type)
                .text("DISK_TYPE", 0)
                .text("STATE", 0)
                .ids("CLUSTERS", List.of(0))
                .text("TOTAL_MB", SIZE_MB)
                .text("FREE_MB", SIZE_MB)
                .text("USED_MB", 0)
                .ids("IMAGES", images)
                .attributes("TEMPLATE", attributes)
                .close("DATASTORE")
                .toString();
    }
}
