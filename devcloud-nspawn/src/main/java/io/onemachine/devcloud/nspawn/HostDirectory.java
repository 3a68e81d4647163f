package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder of a host.
 *
 * <pre>
 * layers         the trees of its root file system, one path a line, the uppermost first
 * upper, work    what it wrote over them
 * root           where the overlay is mounted
 * docker         its /var/lib/docker: Docker's own overlays cannot lie on an overlay
 * volatileN.img  its volatile disks, mounted on volatileN
 * context        context.sh, read-only for the guest
 * report         where the guest reports that its contextualization has finished
 * console.log    the end of what it wrote to its console
 * snapshots      see {@link HostSnapshots}
 * </pre>
 */
record HostDirectory(Path path) {

    private static final List<String> FOLDERS = List.of("upper", "work", "root", "docker", "context", "report");

    Path root() {
        return path.resolve("root");
    }

    Path docker() {
        return path.resolve("docker");
    }

    Path context() {
        return path.resolve("context");
    }

    Path report() {
        return path.resolve("report");
    }

    Path ready() {
        return report().resolve("ready");
    }

    Path console() {
        return path.resolve("console.log");
    }

    Path volatileDisk(int index) {
        return path.resolve("volatile" + index);
    }

    Path volatileImage(int index) {
        return path.resolve("volatile" + index + ".img");
    }

    /**
     * Creates what is missing and returns the layers to boot from: those of the first boot, since what the host wrote fits no
     * others.
     *
     * @param layers the present layers of its image
     */
    List<Path> prepare(HostSpec spec, List<Path> layers, CommandRunner runner) throws InterruptedException {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            HostSnapshots snapshots = new HostSnapshots(this, runner);
            snapshots.swap(); // A swap that was interrupted goes on.
            snapshots.unstage();
            for (String folder : FOLDERS) {
                Files.createDirectories(path.resolve(folder));
            }
            // The folder above the overlay becomes the guest's "/", which all its users have to read.
            Files.setPosixFilePermissions(path.resolve("upper"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(context(), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(report(), PosixFilePermissions.fromString("rwx------"));
            for (int index = 0; index < spec.volatileDisksMb().size(); index++) {
                prepareVolatileDisk(index, spec.volatileDisksMb().get(index), runner);
            }
            return keepLayers(layers);
        } catch (IOException e) {
            throw new HypervisorException(
                    "Cannot prepare the disk of host " + spec.vmId() + " in " + path + ": " + e.getMessage(), e);
        }
    }

    /** Writes the context for the guest's next boot. */
    void writeContext(Map<String, String> context) {
        try {
            ContextFile.write(context(), context);
        } catch (IOException e) {
            throw new HypervisorException("Cannot write the context into " + context() + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the guest's reports of earlier boots. */
    void clearReport() {
        try {
            Files.deleteIfExists(ready());
        } catch (IOException e) {
            throw new HypervisorException("Cannot delete " + ready() + ": " + e.getMessage(), e);
        }
    }

    boolean isReady() {
        return Files.exists(ready(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes everything of the host; other files in the folder stay. */
    void delete(CommandRunner runner) throws InterruptedException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<String> argv = new ArrayList<>(List.of("rm", "-rf", "--one-file-system", "--"));
        try (var entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (isOurs(entry.getFileName().toString())) {
                    argv.add(entry.toString());
                }
            }
            CommandResult result = runner.run(new Command(argv, Map.of(), "", null, Duration.ofMinutes(5)));
            if (!result.succeeded()) {
                throw new HypervisorException("Cannot delete the disk in " + path + ": " + result.lastLines(3));
            }
        } catch (IOException e) {
            throw new HypervisorException("Cannot delete the disk in " + path + ": " + e.getMessage(), e);
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Not empty: it contains foreign files.
        }
    }

    private static boolean isOurs(String name) {
        return FOLDERS.contains(name)
                || HostSnapshots.FOLDERS.contains(name)
                || name.equals("layers")
                || name.startsWith("console.log")
                || name.equals(".#root.lck")
                || name.matches("volatile[0-9]+(\\.img)?");
    }

    private List<Path> keepLayers(List<Path> layers) throws IOException {
        Path file = path.resolve("layers");
        if (!Files.exists(file)) {
            Files.write(file, layers.stream().map(Path::toString).toList());
            return layers;
        }
        List<Path> kept = Files.readAllLines(file).stream().map(Path::of).toList();
        for (Path layer : kept) {
            if (!Files.isDirectory(layer)) {
                throw new HypervisorException("The disk in " + path + " lies on the root file system " + layer
                        + ", which is gone. Remove this virtual machine and create it again");
            }
        }
        return kept;
    }

    private void prepareVolatileDisk(int index, long sizeMb, CommandRunner runner)
            throws IOException, InterruptedException {
        Files.createDirectories(volatileDisk(index));
        Path image = volatileImage(index);
        if (Files.exists(image)) {
            growVolatileDisk(index, sizeMb, runner);
            return;
        }
        Path fresh = path.resolve("volatile" + index + ".new");
        try (RandomAccessFile file = new RandomAccessFile(fresh.toFile(), "rw")) {
            file.setLength(sizeMb * 1024 * 1024);
        }
        CommandResult result = runner.run(Command.of("mkfs.ext4", "-q", "-F", "-m", "0", fresh.toString()));
        if (!result.succeeded()) {
            Files.delete(fresh);
            throw new HypervisorException("Cannot format a volatile disk of " + sizeMb + " MB: " + result.lastLines(3));
        }
        Files.move(fresh, image);
    }

    /** Grows a volatile disk of a host that is off, with its file system; does nothing when it is missing or large enough. */
    void growVolatileDisk(int index, long sizeMb, CommandRunner runner) throws InterruptedException {
        Path image = volatileImage(index);
        if (!Files.exists(image) || !extendVolatileImage(index, sizeMb)) {
            return;
        }
        String failure = "Cannot grow the volatile disk " + index + " to " + sizeMb + " MB: ";
        CommandResult check = runner.run(Command.of("e2fsck", "-f", "-p", image.toString()));
        if (check.exitCode() > 1) { // 1: it has repaired something.
            throw new HypervisorException(failure + check.lastLines(3));
        }
        CommandResult resize = runner.run(Command.of("resize2fs", image.toString()));
        if (!resize.succeeded()) {
            throw new HypervisorException(failure + resize.lastLines(3));
        }
    }

    /** Extends the file of a volatile disk and returns whether its file system is smaller than the file. */
    boolean extendVolatileImage(int index, long sizeMb) {
        long bytes = sizeMb * 1024 * 1024;
        try (RandomAccessFile file = new RandomAccessFile(volatileImage(index).toFile(), "rw")) {
            if (file.length() < bytes) {
                file.setLength(bytes);
            }
            return fileSystemBytes(file) < file.length();
        } catch (IOException e) {
            throw new HypervisorException("Cannot grow " + volatileImage(index) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the size of an ext4 file system, from its superblock. */
    private static long fileSystemBytes(RandomAccessFile file) throws IOException {
        file.seek(1024 + 4);
        long blocks = Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
        file.seek(1024 + 24);
        return blocks << (10 + Integer.reverseBytes(file.readInt()));
    }
}
