package io.onemachine.devcloud.snapshot;

/**
 * A snapshot of a disk.
 *
 * @param id its id, never used again for the same disk
 * @param name its name; may be empty
 * @param parent the id of the snapshot that was active when it was created; {@link DiskSnapshots#NONE} for none
 * @param sizeMb the size of the disk at that time, in MiB
 * @param created seconds since 1970
 */
public record DiskSnapshot(int id, String name, int parent, long sizeMb, long created) {

    DiskSnapshot withParent(int newParent) {
        return new DiskSnapshot(id, name, newParent, sizeMb, created);
    }
}
