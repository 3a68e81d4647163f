package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that scripts take for a whole host: their absolute paths lead into it, and {@code docker} and {@code systemctl} are
 * simple imitations. Containers are files in {@code containers}; those listed in the file {@code running} run.
 */
final class TriedHost {
    static final String CHANGES = "var/run/docker-machine.changes";

    private static final Map<String, String> PROGRAMS = Map.of(
            "docker",
            """
            for last; do :; done
            case "$*" in
            ps*) [ ! -e running ] || cat running ;;
            *State.Pid*) sed 's/$/ 1/' running ;;
            *LiveRestoreEnabled*)
                if grep -q '"live-restore": true' etc/docker/daemon.json 2>/dev/null; then echo true; else echo false; fi ;;
            *Swarm*) echo inactive ;;
            *DockerRootDir*) echo "$PWD/root" ;;
            *Driver*) echo overlay2 ;;
            inspect*) [ -e "containers/$last" ] ;;
            stop*) [ ! -e stops-fail ] ;;
            rename*) mv "containers/$2" "containers/$3" ;;
            rm*) rm "containers/$last" ;;
            run*) echo new >"containers/$6" ;;
            esac
            """,
            "systemctl",
            """
            case "$*" in
            *LoadState,NeedDaemonReload*) printf 'LoadState=loaded\\nNeedDaemonReload=no\\n' ;;
            *LoadState*) echo loaded ;;
            *MainPID*) cat main-pid ;;
            'stop docker'*) [ ! -e etc/docker/daemon.json ] || cp etc/docker/daemon.json stopped-with.json ;;
            esac
            """,
            "sync",
            "cat \"$1\" >>synced\n",
            "systemd-run",
            "",
            "hostname",
            "exit 1\n",
            "dockerd",
            "");

    private final Path folder;
    private final String shell;

    /** @param shell the shell that runs the scripts: {@code dash}, {@code bash} */
    TriedHost(Path folder, String shell) {
        this.folder = folder;
        this.shell = shell;
        PROGRAMS.forEach(this::program);
        for (String name : List.of("containers", "etc/docker", "run/systemd/system", "var/run", "root")) {
            write(name + "/.created", "");
            delete(name + "/.created");
        }
        write("etc/hosts", "127.0.0.1 localhost\n");
        write("etc/hostname", "old\n");
        write("proc/sys/kernel/hostname", "old\n");
        write("main-pid", "0\n");
    }

    /** Writes a file of the host. */
    void write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a file's text. */
    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Replaces a program. */
    void program(String name, String text) {
        write("bin/" + name, "#!/bin/sh\ncd '" + folder + "'\n" + text);
        assertThat(folder.resolve("bin/" + name).toFile().setExecutable(true)).isTrue();
    }

    /** Simulates a change under way, with the files that it changed. */
    void changing(String... files) {
        write(CHANGES + "/undo", "");
        write(CHANGES + "/owner", "m1\n");
        write(CHANGES + "/folders", "");
        write(CHANGES + "/containers", "");
        StringBuilder names = new StringBuilder();
        for (String file : files) {
            names.append(path(file)).append('\n');
        }
        write(CHANGES + "/files", names.toString());
    }

    /** The scripts that change a host, to be reverted when what follows fails. */
    CommandResult change(List<String> scripts, Map<String, String> values, String last) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(Map.of(
                "OWNER", "m1",
                "MACHINE_NAME", "m1",
                "UNDO", here(HostShell.withValues(HostShell.scripts(UNDO), Map.of())),
                "UNDO_AFTER", "300"));
        return run("", concat(HostChanges.BEGIN, scripts), all, last);
    }

    /** Reverts the change under way. */
    CommandResult undo() {
        return run("set -- locked\n", UNDO, Map.of(), "");
    }

    /** Runs scripts, followed by a text. */
    CommandResult run(List<String> scripts, Map<String, String> values, String last) {
        return run("", scripts, values, last);
    }

    private static final List<String> UNDO = HostChanges.undoing(ServiceManager.SYSTEMD);

    private CommandResult run(String first, List<String> scripts, Map<String, String> values, String last) {
        String text = first + here(HostShell.scripts(scripts)) + "\n" + last;
        String path = "PATH='" + path("bin") + "':$PATH\n";
        return new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(60), List.of(shell, "-s"))
                        .withInput(path + HostShell.withValues(text, values)));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Matches absolute paths of the host, and nothing that only looks like one. */
    private String here(String script) {
        return script.replaceAll(
                "(?<![A-Za-z0-9_./}])/(etc|run|proc|var/run|var/lib/boot2docker)\\b", folder.toString() + "/$1");
    }
}
