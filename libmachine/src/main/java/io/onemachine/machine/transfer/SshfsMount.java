package io.onemachine.machine.transfer;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.openssh.KnownHostsExport;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.ssh.openssh.PathAliases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Mounts a host's folder on this computer with the programs {@code sshfs} and {@code fusermount}. */
public final class SshfsMount {
    private static final Duration CHECK = Duration.ofSeconds(15);

    private final CommandRunner commands;
    private final Map<String, String> environment;
    private final Optional<Path> sshConfig;

    /**
     * @param environment the environment with {@code PATH}
     * @param sshConfig a file in the format of ssh_config(5) to use instead of the user's own
     */
    public SshfsMount(CommandRunner commands, Map<String, String> environment, Optional<Path> sshConfig) {
        this.commands = commands;
        this.environment = environment;
        this.sshConfig = sshConfig;
    }

    /**
     * Verifies that {@code sshfs} is installed.
     *
     * @throws LocalCommandException naming the package to install
     */
    public void requireProgram() {
        if (!ExecutableFinder.contains("sshfs", environment)) {
            throw new LocalCommandException(
                    "You must have a copy of the sshfs binary locally to use the mount feature",
                    "Install your system's package sshfs.",
                    null);
        }
    }

    /**
     * Mounts a folder.
     *
     * @param path the folder on the host
     * @param mountPoint an empty folder here
     * @throws LocalCommandException when it fails
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why the host cannot be reached
     */
    public void mount(SshTarget target, String path, String mountPoint) {
        requireProgram();
        requireNothingHidden(mountPoint);
        OpenSshOptions.requireName(target, "sshfs");
        try (KnownHostsExport hostKeys = KnownHostsExport.of(List.of(target), commands, sshConfig);
                PathAliases names = new PathAliases()) {
            mount(target, path, mountPoint, hostKeys, names);
        }
    }

    /** Mounts. {@code sshfs} goes into the background after the login; from then on it does not need the key files. */
    private void mount(SshTarget target, String path, String mountPoint, KnownHostsExport hostKeys, PathAliases names) {
        List<String> argv = new ArrayList<>(List.of("sshfs"));
        sshConfig.ifPresent(file -> argv.addAll(List.of("-F", file.toString())));
        OpenSshOptions.shared(hostKeys).forEach(option -> argv.addAll(List.of("-o", option)));
        OpenSshOptions.of(List.of(target), names, "").forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add(OpenSshOptions.location(target, path));
        argv.add(notAnOption(mountPoint));
        int exitCode = commands.runAttached(argv, Map.of());
        if (exitCode != 0) {
            throw whyNot(target, path, mountPoint, exitCode);
        }
    }

    /**
     * Unmounts a folder.
     *
     * @throws LocalCommandException when it fails, or the program is missing
     */
    public void unmount(String mountPoint) {
        String program = List.of("fusermount", "fusermount3").stream()
                .filter(name -> ExecutableFinder.contains(name, environment))
                .findFirst()
                .orElseThrow(() -> new LocalCommandException(
                        "You must have a copy of the fusermount binary locally to use the unmount option",
                        "Install your system's package fuse3 (fuse on older systems).",
                        null));
        int exitCode = commands.runAttached(List.of(program, "-u", notAnOption(mountPoint)), Map.of());
        if (exitCode != 0) {
            throw new LocalCommandException("Cannot unmount \"" + mountPoint + "\" (" + program
                    + " ended with exit code " + exitCode + "): is it mounted, and does nothing use it?");
        }
    }

    /** Rejects a mount point with content: newer versions of {@code sshfs} mount over anything, even {@code /etc}. */
    private static void requireNothingHidden(String mountPoint) {
        Path folder = Path.of(mountPoint);
        if (!Files.isDirectory(folder)) {
            return; // sshfs reports it
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new LocalCommandException(
                        "The mount point \"" + mountPoint + "\" is not empty: what is in it would be hidden",
                        "Name an empty folder after the machine's path.",
                        null);
            }
        } catch (IOException e) {
            throw new LocalCommandException("Cannot look into the mount point \"" + mountPoint + "\"", e);
        }
    }

    /** Finds the reason of a failure: {@code sshfs} runs quietly, so the login is tried again. */
    private LocalCommandException whyNot(SshTarget target, String path, String mountPoint, int exitCode) {
        String what = "Cannot mount " + OpenSshOptions.location(target, path);
        if (!Files.isDirectory(Path.of(mountPoint))) {
            return new LocalCommandException(
                    what + ": the mount point \"" + mountPoint + "\" is not a folder on this computer",
                    "Create it with mkdir, or name another one after the machine's path.",
                    null);
        }
        try (OpenSshClient check = new OpenSshClient(target, commands, sshConfig)) {
            check.connect(CHECK);
        }
        return new LocalCommandException(what + " (sshfs ended with exit code " + exitCode + ")");
    }

    private static String notAnOption(String path) {
        return path.startsWith("-") ? "./" + path : path;
    }
}
