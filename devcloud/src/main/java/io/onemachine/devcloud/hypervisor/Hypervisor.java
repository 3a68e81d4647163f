package io.onemachine.devcloud.hypervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs hosts. One hypervisor serves one cloud and is used by many threads at once.
 *
 * <p>A method that fails throws {@link HypervisorException} with a text fit for the VM's error attribute.
 */
public interface Hypervisor extends AutoCloseable {

    /** Returns its name on the command line: {@code nspawn} or {@code stub}. */
    String name();

    /** Returns the images that can be added to a cloud. Those of a new cloud are among them; empty where a source is just a name. */
    default List<OfferedImage> images() {
        return List.of();
    }

    /**
     * Creates the resources that all hosts share, such as bridges, after removing what a killed earlier process of the same cloud
     * left on this computer. Called once, before all other methods.
     */
    void open(List<HostNetwork> networks) throws InterruptedException;

    /**
     * Prepares an image for booting: builds and caches its root file system when there is none yet.
     * Returns at once when it is cached. Safe to call from several threads and several processes.
     *
     * @param source an image's {@code SOURCE}, for example {@code debian-docker}
     * @param progress takes one line of text per step
     */
    void prepareImage(String source, Consumer<String> progress) throws InterruptedException;

    /**
     * Boots a host and returns as soon as its kernel or init has started; its services start later. The host's
     * directory keeps its disk: booting again from the same directory finds what the host wrote before.
     */
    Host boot(HostSpec spec, HostListener listener) throws InterruptedException;

    /** Keeps the present disks of a host that does not run under a name, in place of an earlier one. */
    void keep(Path directory, String snapshot, KeptDisks disks) throws InterruptedException;

    /**
     * Brings back the disks of a host that does not run.
     *
     * @throws HypervisorException when nothing is kept under that name
     */
    void revert(Path directory, String snapshot) throws InterruptedException;

    /** Deletes what is kept under a name, of a host that runs or not. Does nothing when there is none. */
    void forget(Path directory, String snapshot) throws InterruptedException;

    /**
     * Grows a volatile disk, with its file system, of a host that does not run. Does nothing when the disk does not exist yet: the next boot
     * creates it in the size of its specification.
     */
    void growVolatileDisk(Path directory, int index, long sizeMb) throws InterruptedException;

    /** Deletes the disk of a host that does not run. Does nothing when there is none. */
    void discard(Path directory);

    /** Shuts all hosts down and removes everything that {@link #open} created. */
    @Override
    void close();
}
