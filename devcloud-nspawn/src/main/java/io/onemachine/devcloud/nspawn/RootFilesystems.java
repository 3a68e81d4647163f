package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The root file systems of images, each built once and kept in a folder named for the hash of its recipe.
 *
 * <p>A tree is built under another name and renamed when it is complete, so a tree with the right name is complete. A file lock keeps
 * processes, and a lock in memory keeps threads, from building the same one twice.
 */
final class RootFilesystems {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(10);
    private static final Map<Path, ReentrantLock> BUILDS = new ConcurrentHashMap<>();

    private final Path cache;
    private final CommandRunner runner;

    /**
     * @param cache the folder of the trees; created when missing
     * @param runner runs the programs that build
     */
    RootFilesystems(Path cache, CommandRunner runner) {
        this.cache = cache.toAbsolutePath();
        this.runner = runner;
    }

    /** Builds what is missing of an image and those below it. */
    void prepare(Image image, Consumer<String> progress) throws InterruptedException {
        for (Image layer : image.stack()) {
            if (!Files.isDirectory(home(layer))) {
                prepareLayer(layer, progress);
            }
        }
    }

    /**
     * Returns the trees of a host with this image, the uppermost first.
     *
     * @throws HypervisorException when the image has not been prepared
     */
    List<Path> layers(Image image) {
        List<Path> layers = new ArrayList<>();
        for (Image layer : image.stack()) {
            Path tree = home(layer).resolve("tree");
            if (!Files.isDirectory(tree)) {
                throw new HypervisorException(
                        "The root file system of image " + image.source() + " has not been built");
            }
            layers.addFirst(tree);
        }
        return layers;
    }

    private Path home(Image image) {
        return cache.resolve(ImageRecipe.hash(image));
    }

    private void prepareLayer(Image image, Consumer<String> progress) throws InterruptedException {
        Path home = home(image);
        ReentrantLock lock = BUILDS.computeIfAbsent(home, path -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Files.createDirectories(
                    cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path lockFile = cache.resolve(home.getFileName() + ".lock");
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    progress.accept(image.source() + ": another process is building it, waiting");
                    channel.lock();
                }
                if (!Files.isDirectory(home)) {
                    build(image, home, progress);
                }
            }
        } catch (IOException e) {
            throw new HypervisorException(
                    "Cannot build image " + image.source() + " in " + cache + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void build(Image image, Path home, Consumer<String> progress) throws IOException, InterruptedException {
        removeUnfinished(home);
        Path directory = Files.createTempDirectory(cache, home.getFileName() + ".building-");
        Path log = cache.resolve(home.getFileName() + ".log");
        Files.deleteIfExists(log);
        boolean built = false;
        try {
            Path recipe = directory.resolve("recipe");
            ImageRecipe.extract(image, recipe);
            String suite = image.suite();
            Command command;
            if (suite == null) {
                progress.accept(image.source() + ": installing");
                command = layer(image, directory, recipe, log);
            } else {
                AptSettings apt = AptSettings.read(runner);
                progress.accept(
                        image.source() + ": fetching Debian " + suite + ", once; this takes about half a minute");
                command = bootstrap(image, suite, apt, directory, recipe, log);
            }
            CommandResult result = runner.run(command);
            if (!result.succeeded()) {
                throw new HypervisorException("Building image " + image.source() + " failed ("
                        + command.argv().getLast() + "); all of its output is in " + log + ". It ended with:\n"
                        + result.lastLines(12));
            }
            Files.writeString(directory.resolve("image"), image.source() + "\n");
            // The name must not reach the disk before the files do: a power cut would leave a tree of empty ones.
            runner.run(new Command(
                    List.of("sync", "--file-system", directory.toString()), Map.of(), "", null, SYNC_LIMIT));
            Files.move(directory, home, StandardCopyOption.ATOMIC_MOVE);
            built = true;
            progress.accept(image.source() + ": ready");
        } finally {
            if (!built) {
                remove(directory);
            }
        }
    }

    /** Returns the command that builds a base system from a Debian mirror. */
    static Command bootstrap(Image image, String suite, AptSettings apt, Path directory, Path recipe, Path log) {
        List<String> argv = privateMounts();
        argv.addAll(List.of("mmdebstrap", "--mode=root", "--variant=minbase", "--format=directory"));
        for (String option : apt.options()) {
            argv.add("--aptopt=" + option);
        }
        argv.add("--aptopt=Acquire::Languages \"none\"");
        for (String option : List.of(
                "force-unsafe-io",
                "path-exclude=/usr/share/man/*",
                "path-exclude=/usr/share/doc/*",
                "path-exclude=/usr/share/locale/*")) {
            argv.add("--dpkgopt=" + option);
        }
        argv.add("--include=" + String.join(",", ImageRecipe.packages(image)));
        for (String script : image.scripts()) {
            argv.add("--customize-hook=sh \"$ONEMACHINE_FILES/" + script + "\" \"$1\"");
        }
        argv.add(suite);
        argv.add(directory.resolve("tree").toString());
        argv.add("deb " + apt.mirror() + " " + suite + " main");
        return new Command(argv, Map.of("ONEMACHINE_FILES", recipe.toString()), "", log, BUILD_LIMIT);
    }

    private Command layer(Image image, Path directory, Path recipe, Path log) {
        List<Image> stack = image.stack();
        List<Path> lower = layers(stack.get(stack.size() - 2));
        List<String> argv = privateMounts();
        argv.addAll(List.of("sh", recipe.resolve("layer.sh").toString(), Overlay.lower(lower), directory.toString()));
        argv.addAll(image.scripts());
        return new Command(argv, Map.of("ONEMACHINE_FILES", recipe.toString()), "", log, BUILD_LIMIT);
    }

    /** Returns the command prefix for an own mount namespace, in which a killed build's mounts vanish with its processes. */
    private static List<String> privateMounts() {
        return new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "private", "--", "sh", "-c", "umask 022; exec \"$@\"", "sh"));
    }

    private void removeUnfinished(Path home) throws IOException, InterruptedException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(cache, home.getFileName() + ".building-*")) {
            for (Path directory : unfinished) {
                remove(directory);
            }
        }
    }

    private void remove(Path directory) throws InterruptedException {
        runner.run(new Command(
                List.of("rm", "-rf", "--one-file-system", "--", directory.toString()),
                Map.of(),
                "",
                null,
                Duration.ofMinutes(2)));
    }
}
