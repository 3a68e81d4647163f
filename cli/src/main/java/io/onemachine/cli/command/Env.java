package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.EngineConnection;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.shell.Shell;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.plugin.wording.CommandLineWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docker-machine env}. */
final class Env implements Command {
    private static final String TLS_VERIFY = "DOCKER_TLS_VERIFY";
    private static final String HOST = "DOCKER_HOST";
    private static final String CERT_PATH = "DOCKER_CERT_PATH";
    private static final String MACHINE_NAME = "DOCKER_MACHINE_NAME";
    private static final String WINDOWS_PATHS = "COMPOSE_CONVERT_WINDOWS_PATHS";

    @Override
    public String description() {
        return """
                Prints commands for a shell that point docker at a machine. Fails when the engine cannot be reached.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("swarm", "Point at the classic Swarm manager instead of the engine"),
                Flag.text(
                                "shell",
                                "Whose commands to print: bash, zsh, sh, fish, cmd, powershell, tcsh or emacs; "
                                        + "found out when not given")
                        .oneOf("bash", "zsh", "sh", "fish", "cmd", "powershell", "tcsh", "emacs"),
                Flag.bool("unset", "Print commands that unset the variables").alias("u"),
                Flag.bool("no-proxy", "Add the machine's address to NO_PROXY"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (invocation.flags().on("unset")) {
            return unset(invocation);
        }
        return EngineConnection.print(invocation, "Error checking TLS connection: ", Env::set);
    }

    private static void set(Invocation invocation, Machine machine, CertificateExpiry dates) throws CommandFailure {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(TLS_VERIFY, "1");
        variables.put(
                HOST,
                EngineConnection.endpoint(
                        invocation, machine, invocation.flags().on("swarm")));
        variables.put(CERT_PATH, machine.directory().toString());
        variables.put(MACHINE_NAME, machine.name());
        if (onWindows()) {
            variables.put(WINDOWS_PATHS, "true");
        }
        if (invocation.flags().on("no-proxy")) {
            String name = noProxyVariable(invocation);
            String now = invocation.programContext().environment().getOrDefault(name, "");
            variables.put(name, withAddress(now, machine.ip()));
        }
        Shell shell = shell(invocation);
        variables.forEach((variable, value) -> invocation.print(shell.set(variable, value)));
        // After the last variable: an eval without quotes joins all lines, and a comment hides the rest.
        dates.warning(machine.name(), Instant.now())
                .ifPresent(warning -> invocation.print(shell.comment(CommandLineWords.in(warning))));
        printHint(invocation, shell);
    }

    private static int unset(Invocation invocation) throws CommandFailure {
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Expected no machine name when the -u flag is present");
        }
        List<String> variables = new ArrayList<>(List.of(TLS_VERIFY, HOST, CERT_PATH, MACHINE_NAME));
        if (onWindows()) {
            variables.add(WINDOWS_PATHS);
        }
        if (invocation.flags().on("no-proxy")) {
            variables.add(noProxyVariable(invocation));
        }
        Shell shell = shell(invocation);
        for (String variable : variables) {
            invocation.print(shell.unset(variable));
        }
        printHint(invocation, shell);
        return ExitCode.SUCCESS.number();
    }

    private static boolean onWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static Shell shell(Invocation invocation) {
        String name = invocation.flags().text("shell");
        if (name.isEmpty()) {
            name = Shell.detect(invocation.programContext().environment().get("SHELL"));
        }
        return name == null ? Shell.POSIX : Shell.named(name);
    }

    /** Prints which shells the lines are for when SHELL is not set; last, because an eval without quotes joins all lines. */
    private static void printAssumption(Invocation invocation, Shell shell) {
        boolean assumed = invocation.flags().text("shell").isEmpty()
                && Shell.detect(invocation.programContext().environment().get("SHELL")) == null;
        if (assumed) {
            invocation.print(shell.comment("SHELL is not set: these lines are for sh, bash and zsh. "
                    + "For another shell name it with --shell."));
        }
    }

    private static void printHint(Invocation invocation, Shell shell) {
        printAssumption(invocation, shell);
        List<String> commandLine = new ArrayList<>();
        commandLine.add(invocation.programContext().program());
        commandLine.addAll(invocation.programContext().arguments());
        invocation.console().out().print(shell.hint(commandLine));
    }

    /** Returns the spelling in use: programs accept either one. */
    private static String noProxyVariable(Invocation invocation) {
        String lower = invocation.programContext().environment().getOrDefault("no_proxy", "");
        return lower.isEmpty() ? "NO_PROXY" : "no_proxy";
    }

    private static String withAddress(String list, String address) {
        if (list.isEmpty()) {
            return address;
        }
        for (String item : list.split(",", -1)) {
            if (item.strip().equals(address)) {
                return list;
            }
        }
        return list + "," + address;
    }
}
