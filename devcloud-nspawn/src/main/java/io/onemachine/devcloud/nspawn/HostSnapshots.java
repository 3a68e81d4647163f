package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The kept states of a host's disks, as copies in its folder. On a file system that can share blocks between files a copy takes no room.
 *
 * <pre>
 * snapshots/NAME  copies of upper, docker and the volatile disks
 * reverting       a copy of one of these that is going to take the place of what is there
 * discarded       what was there
 * </pre>
 */
final class HostSnapshots {

    static final String KEPT = "snapshots";

    private static final String COMING = "reverting";
    private static final String GONE = "discarded";
    private static final String UNFINISHED = ".new";

    /** The folders of a host with these kinds of data; those with {@link #UNFINISHED} are of interrupted copies. */
    static final List<String> FOLDERS = List.of(KEPT, COMING, COMING + UNFINISHED, GONE);

    private static final Duration COPY_LIMIT = Duration.ofMinutes(10);

    private final Path directory;
    private final CommandRunner runner;

    HostSnapshots(HostDirectory directory, CommandRunner runner) {
        this.directory = directory.path();
        this.runner = runner;
    }

    /** Copies the disks, which must not change meanwhile. */
    void keep(String name, KeptDisks disks) throws InterruptedException {
        Path kept = kept(name);
        Path unfinished = directory.resolve(KEPT).resolve(name + UNFINISHED);
        List<Path> originals = new ArrayList<>(List.of(directory.resolve("upper"), directory.resolve("docker")));
        try {
            if (disks == KeptDisks.ALL) {
                try (DirectoryStream<Path> images = Files.newDirectoryStream(directory, "volatile*.img")) {
                    images.forEach(originals::add);
                }
            }
            delete(unfinished);
            Files.createDirectories(unfinished);
            copy(originals.stream().filter(Files::exists).toList(), unfinished);
            delete(kept);
            Files.move(unfinished, kept);
        } catch (IOException e) {
            throw new HypervisorException("Cannot keep the disks in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Copies kept disks, to be swapped in. */
    void stage(String name) throws InterruptedException {
        Path kept = kept(name);
        if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
            throw new HypervisorException("There is no snapshot " + name + " in " + directory);
        }
        Path unfinished = directory.resolve(COMING + UNFINISHED);
        try {
            unstage();
            Files.createDirectories(unfinished);
            copy(entries(kept), unfinished);
            Files.move(unfinished, directory.resolve(COMING));
        } catch (IOException e) {
            throw new HypervisorException("Cannot prepare the disks in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Swaps staged disks in; does nothing when there are none. A swap that was interrupted is continued. */
    void swap() {
        Path coming = directory.resolve(COMING);
        try {
            for (Path disk : entries(coming)) {
                Path place = directory.resolve(disk.getFileName());
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(
                            place,
                            Files.createDirectories(directory.resolve(GONE)).resolve(disk.getFileName()));
                }
                Files.move(disk, place);
            }
            Files.deleteIfExists(coming);
        } catch (IOException e) {
            throw new HypervisorException("Cannot bring back the disks in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what was swapped out and what is staged or half copied. */
    void unstage() throws InterruptedException {
        delete(directory.resolve(GONE));
        delete(directory.resolve(COMING + UNFINISHED));
        delete(directory.resolve(COMING));
    }

    /** Deletes kept disks. */
    void forget(String name) throws InterruptedException {
        delete(kept(name));
    }

    private Path kept(String name) {
        return directory.resolve(KEPT).resolve(name);
    }

    private void copy(List<Path> originals, Path into) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "cp", "--archive", "--preserve=xattr", "--reflink=auto", "--sparse=auto", "--one-file-system", "--"));
        originals.forEach(original -> argv.add(original.toString()));
        argv.add(into.toString());
        run(argv, "Cannot copy the disks in " + directory);
    }

    private void delete(Path path) throws InterruptedException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            run(List.of("rm", "-rf", "--one-file-system", "--", path.toString()), "Cannot delete " + path);
        }
    }

    private void run(List<String> argv, String failure) throws InterruptedException {
        CommandResult result = runner.run(new Command(argv, Map.of(), "", null, COPY_LIMIT));
        if (!result.succeeded()) {
            throw new HypervisorException(failure + ": " + result.lastLines(3));
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }
}
