package io.onemachine.e2e.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Attacks by other users of the computer on a driver that is found by its name. */
final class PluginAttacks {

    private static final int STRANGER = 54_321;

    private PluginAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("a plugin in a folder that everyone can write", folder -> {
                    Path bin = folder(folder, "rwxrwxrwx");
                    return notRun(
                            folder,
                            bin.toString(),
                            bin,
                            "every user of this computer can put programs into its folder");
                }),
                new Attack("a plugin in a folder like /tmp", folder -> {
                    Path bin = folder(folder, "rwxr-xr-x");
                    Files.setAttribute(bin, "unix:mode", 01777);
                    return notRun(
                            folder,
                            bin.toString(),
                            bin,
                            "every user of this computer can put programs into its folder");
                }),
                new Attack("a plugin that everyone can change", folder -> {
                    Path bin = folder(folder, "rwxr-xr-x");
                    Path plugin = plugin(folder, bin, "exit 0");
                    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxrwxrwx"));
                    return refusal(folder, bin.toString(), "every user of this computer can change it");
                }),
                new Attack("a plugin of another user", folder -> {
                    assumeTrue(RealHosts.isRoot(), "giving files away needs root");
                    Path bin = folder(folder, "rwxr-xr-x");
                    Files.setAttribute(plugin(folder, bin, "exit 0"), "unix:uid", STRANGER);
                    return refusal(folder, bin.toString(), "is that of user " + STRANGER);
                }),
                new Attack("a plugin in another user's folder", folder -> {
                    assumeTrue(RealHosts.isRoot(), "giving files away needs root");
                    Path bin = folder(folder, "rwxr-xr-x");
                    plugin(folder, bin, "exit 0");
                    Files.setAttribute(bin, "unix:uid", STRANGER);
                    return refusal(folder, bin.toString(), "its folder " + bin + " is that of user " + STRANGER);
                }),
                new Attack("a plugin in the folder where one stands, with \".\" in PATH", folder -> here(folder, ".")),
                new Attack(
                        "a plugin in the folder where one stands, with an empty word in PATH",
                        folder -> here(folder, "")),
                new Attack("a plugin that says it listens on another computer", PluginAttacks::foreignAddress),
                new Attack("a plugin whose first line does not end", PluginAttacks::endlessLine));
    }

    private static String notRun(Path folder, String path, Path bin, String why) throws IOException {
        plugin(folder, bin, "exit 0");
        return refusal(folder, path, why);
    }

    private static String here(Path folder, String word) throws IOException {
        Path bin = folder(folder, "rwxr-xr-x");
        plugin(folder, bin, "exit 0");
        Outcome create = user(folder, word).at(bin).dockerMachine("create", "--driver", "evil", "m");
        return messageOf(folder, create, "Driver \"evil\" not found.");
    }

    private static String foreignAddress(Path folder) throws IOException {
        Path bin = folder(folder, "rwxr-xr-x");
        plugin(folder, bin, "echo 192.0.2.1:2376; exec sleep 30");
        Outcome create = user(folder, bin.toString()).dockerMachine("create", "--driver", "evil", "m");
        create.failsWith(1).complains("has printed \"192.0.2.1:2376\" where its address on this computer was to be");
        assertThat(folder.resolve("ran")).as("this one was to run").exists();
        return create.stderr().strip();
    }

    private static String endlessLine(Path folder) throws IOException {
        Path bin = folder(folder, "rwxr-xr-x");
        plugin(folder, bin, "exec tr '\\0' 'x' </dev/zero");
        Outcome create = user(folder, bin.toString()).dockerMachine("create", "--driver", "evil", "m");
        create.failsWith(1).complains("docker-machine-driver-evil has printed more than 4 MiB");
        assertThat(create.stderr()).hasSizeLessThan(10_000);
        return create.stderr().strip();
    }

    /** Checks that the plugin is not run, and returns the reason shown. */
    private static String refusal(Path folder, String path, String why) {
        Outcome create = user(folder, path).dockerMachine("create", "--driver", "evil", "m");
        return messageOf(folder, create, why);
    }

    private static String messageOf(Path folder, Outcome create, String why) {
        create.failsWith(1).complains(why);
        assertThat(folder.resolve("ran")).as("after %s", create).doesNotExist();
        return create.stderr().strip();
    }

    private static UserEnvironment user(Path folder, String path) {
        return UserEnvironment.in(folder).with("PATH", "/usr/bin:/bin:" + path);
    }

    private static Path folder(Path folder, String mode) throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString(mode));
        return bin;
    }

    /** A plugin that leaves a file when it is run. */
    private static Path plugin(Path folder, Path bin, String script) throws IOException {
        Path file = Files.writeString(
                bin.resolve("docker-machine-driver-evil"),
                "#!/bin/sh\ntouch '" + folder.resolve("ran") + "'\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
