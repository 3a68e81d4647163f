package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Image;
import java.util.List;

/** {@code <IMAGE>}. */
final class ImageDocument {

    private static final int READY = 1;
    private static final int USED = 2;

    private final Documents documents;
    private final Cloud cloud;

    ImageDocument(Documents documents, Cloud cloud) {
        this.documents = documents;
        this.cloud = cloud;
    }

    String of(Image image) {
        List<Integer> vms = cloud.vmsWithImage(image.id());
        int state = vms.isEmpty() ? READY : USED;
        return documents
                .head("IMAGE", image)
                .permissions(image.permissions())
                .text("TYPE", 0)
                .text("DISK_TYPE", 0)
                .text("PERSISTENT", 0)
                .text("REGTIME", image.registered())
                .text("MODTIME", image.registered())
                .cdata("SOURCE", image.source())
                .cdata("PATH", image.source())
                .cdata("FORMAT", "raw")
                .cdata("FS", "")
                .text("SIZE", image.sizeMb())
                .text("STATE", state)
                .text("PREV_STATE", state)
                .text("RUNNING_VMS", vms.size())
                .text("CLONING_OPS", 0)
                .text("CLONING_ID", -1)
                .text("TARGET_SNAPSHOT", -1)
                .text("DATASTORE_ID", 1)
                .text("DATASTORE", "default")
                .ids("VMS", vms)
                .text("CLONES", "")
                .text("APP_CLONES", "")
                .attributes("TEMPLATE", image.attributes())
                .open("SNAPSHOTS")
                .cdata("ALLOW_ORPHANS", "NO")
                .cdata("CURRENT_BASE", "-1")
                .cdata("NEXT_SNAPSHOT", "0")
                .close("SNAPSHOTS")
                .text("BACKUP_INCREMENTS", "")
                .text("BACKUP_DISK_IDS", "")
                .close("IMAGE")
                .toString();
    }
}
