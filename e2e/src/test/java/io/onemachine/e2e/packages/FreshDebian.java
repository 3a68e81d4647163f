package io.onemachine.e2e.packages;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A freshly installed Debian without Java: its own root file system, and this computer's network. It has an SSH client
 * and an ordinary user.
 */
final class FreshDebian implements AutoCloseable {
    static final String USER = "ada";

    private static final String ENTER = """
            mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 99
            [ "$3" = rw ] || mount --bind -o ro "$1/usr" "$1/usr" || exit 99
            root=$1 user=$2
            shift 3
            exec chroot --userspec="$user" "$root" env -i "$@"
            """;

    private final UserEnvironment computer;
    private final Path root;

    private FreshDebian(UserEnvironment computer, Path root) {
        this.computer = computer;
        this.root = root;
    }

    /** Whether package managers and tools keep records there. */
    private static boolean isBookkeeping(String path) {
        return Stream.of("var/lib/dpkg", "var/log/", "var/cache/", "tmp/", "root/", "home/")
                .anyMatch(path::startsWith);
    }

    /** Installs one into a folder, which takes half a minute and Debian's archive. */
    static FreshDebian in(Path folder) {
        UserEnvironment computer = UserEnvironment.in(folder);
        Path root = folder.resolve("debian");
        computer.run(
                "sh",
                "-c",
                "mmdebstrap --quiet --mode=root --variant=minbase --include=openssh-client bookworm \"$1\" 2>&1",
                "sh",
                root.toString());
        FreshDebian debian = new FreshDebian(computer, root);
        debian.asRoot("useradd", "--create-home", USER).succeeds();
        return debian;
    }

    Path root() {
        return root;
    }

    Outcome asRoot(String... command) {
        return enter("0:0", "rw", Map.of("HOME", "/root"), command);
    }

    /** Runs a command as the ordinary user, with more variables. */
    Outcome asUser(Map<String, String> variables, String... command) {
        return enter(USER + ":" + USER, "rw", variables, command);
    }

    /** The same with a read-only {@code /usr}. */
    Outcome asUserWithUsrReadOnly(Map<String, String> variables, String... command) {
        return enter(USER + ":" + USER, "ro", variables, command);
    }

    private Outcome enter(String user, String usr, Map<String, String> variables, String... command) {
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "--pid"));
        words.addAll(List.of("--fork", "--kill-child", "sh", "-c", ENTER, "sh", root.toString(), user, usr));
        words.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/home/" + USER));
        variables.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(command));
        return computer.runWithInput("", words);
    }

    /** Removes it, as JUnit would warn of each of its links. */
    @Override
    public void close() {
        computer.run("rm", "-rf", "--one-file-system", root.toString()).succeeds();
    }

    /** All files and folders, except the records of package managers and the files of users. */
    Set<String> files() {
        return filesBelow(root, FreshDebian::isBookkeeping);
    }

    /** Files and folders below one, as paths relative to it. */
    static Set<String> filesBelow(Path root, Predicate<String> without) {
        Set<String> files = new TreeSet<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return add(folder);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return add(file);
                }

                private FileVisitResult add(Path path) {
                    String name = root.relativize(path).toString();
                    if (!without.test(name)) {
                        files.add(name);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AssertionError("cannot list " + root, e);
        }
        return files;
    }
}
