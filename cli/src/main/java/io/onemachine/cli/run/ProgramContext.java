package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.Machines;
import io.onemachine.machine.ssh.SshKind;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.NetworkStats;
import io.onemachine.machine.progress.Progress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of the program: what it was started with.
 *
 * @param program how it was called: its name or path
 * @param console its streams
 * @param environment its environment variables
 * @param globals its own options, those before the command
 * @param arguments everything that stood after the program's name
 * @param commands the commands of the program
 * @param drivers the drivers there are; looked for only when one is needed
 * @param opener opens the machines
 * @param networkStats counts what goes over the network
 */
public record ProgramContext(
        String program,
        Console console,
        Map<String, String> environment,
        ParsedFlags globals,
        List<String> arguments,
        CommandRegistry commands,
        DriverRegistry drivers,
        MachinesOpener opener,
        NetworkStats networkStats) {

    /** The name for help pages: without the folder, however the program was called. */
    public String programName() {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Whether errors are for programs. */
    public boolean errorsAsJson() {
        return globals.text("error-format").equals(JsonFormat.JSON);
    }

    public boolean debug() {
        return globals.on("debug");
    }

    /** The user's home folder. */
    public Path home() {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", ".") : home);
    }

    /** Whom certificates are made for. */
    public String userName() {
        for (String variable : List.of("USER", "LOGNAME", "USERNAME")) {
            String name = environment.getOrDefault(variable, "");
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "unknown";
    }

    /** The store, by its whole path: what is kept of it must be good from any folder. */
    public Path storePath() throws CommandFailure {
        String given = globals.text("storage-path");
        Path store = given.isEmpty() ? home().resolve(".docker").resolve("machine") : path("storage-path", given);
        return store.toAbsolutePath().normalize();
    }

    /** The TLS files that machines share: in the store unless given. */
    public TlsFiles tlsFiles() throws CommandFailure {
        TlsFiles inStore = TlsFiles.in(storePath());
        return new TlsFiles(
                given("tls-ca-cert", inStore.caCertificate()),
                given("tls-ca-key", inStore.caKey()),
                given("tls-client-cert", inStore.clientCertificate()),
                given("tls-client-key", inStore.clientKey()));
    }

    private Path given(String flag, Path otherwise) throws CommandFailure {
        String text = globals.text(flag);
        return text.isEmpty() ? otherwise : path(flag, text).toAbsolutePath();
    }

    private static Path path(String flag, String text) throws CommandFailure {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandFailure("--" + flag + " is no path: " + e.getReason());
        }
    }

    public SshKind sshKind() {
        return globals.on("native-ssh") ? SshKind.NATIVE : SshKind.EXTERNAL;
    }

    /** The machines of the store. */
    public Machines machines(Progress progress) throws CommandFailure {
        Path store = storePath();
        if (Files.exists(store) && !Files.isDirectory(store)) {
            throw new CommandFailure("open " + store.resolve("machines") + ": not a directory");
        }
        try {
            return opener.open(this, networkStats.counting(progress));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    /** The driver of that name. */
    public DriverProvider driver(String name) {
        return drivers.find(name).orElseThrow(() -> DriverNotFoundException.forNewMachine(name));
    }
}
