package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.Machines;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.progress.NetworkStats;
import io.onemachine.machine.progress.Progress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the program was started with.
 *
 * @param program the name or path it was called by
 * @param console its streams
 * @param environment its environment variables
 * @param globals its own options, those before the command
 * @param arguments all words after the program's name
 * @param commands the commands of the program
 * @param drivers the available drivers; searched only when one is needed
 * @param opener opens the machines
 * @param networkStats counts network traffic
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

    /** Returns the program's name without its folder, for help pages. */
    public String programName() {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Returns whether errors are printed as JSON. */
    public boolean errorsAsJson() {
        return globals.text("error-format").equals(JsonFormat.JSON);
    }

    public boolean debug() {
        return globals.on("debug");
    }

    /** Returns the user's home folder. */
    public Path home() {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", ".") : home);
    }

    /** Returns the user name for certificates. */
    public String userName() {
        for (String variable : List.of("USER", "LOGNAME", "USERNAME")) {
            String name = environment.getOrDefault(variable, "");
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "unknown";
    }

    /** Returns the store's absolute path, because config.json records it and must not depend on the current folder. */
    public Path storePath() throws CommandFailure {
        String given = globals.text("storage-path");
        Path store = given.isEmpty() ? home().resolve(".docker").resolve("machine") : path("storage-path", given);
        return store.toAbsolutePath().normalize();
    }

    /** Returns the TLS files that machines share: those in the store unless options name others. */
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
            throw new CommandFailure("--" + flag + " is not a valid path: " + e.getReason());
        }
    }

    public SshKind sshKind() {
        return globals.on("native-ssh") ? SshKind.NATIVE : SshKind.EXTERNAL;
    }

    /** Opens the store. */
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

    /** Returns the driver of that name. */
    public DriverProvider driver(String name) {
        return drivers.find(name).orElseThrow(() -> DriverNotFoundException.forNewMachine(name));
    }
}
