package io.onemachine.cli;

import io.onemachine.cli.command.Commands;
import io.onemachine.cli.help.ManualPages;
import io.onemachine.cli.run.CommandSpecs;
import io.onemachine.cli.shell.CompletionShell;
import io.onemachine.cli.spec.CommandLineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the files that a package installs below {@code /usr/share}: completion scripts, shell initialization scripts, manual
 * pages. Run by the build; the output is reproducible.
 */
public final class ShareFiles {
    private ShareFiles() {}

    /** Takes the target folder, which corresponds to {@code /usr/share}, as the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, String> file : all(CommandSpecs.of(new Commands(), new InstalledDrivers(Map.of())))
                .entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
        }
    }

    /** Returns the contents by path, at the places where the shells and man(1) look for them. */
    private static Map<String, String> all(CommandLineSpec commandLineSpec) {
        Map<String, String> files = new TreeMap<>();
        for (CompletionShell shell : CompletionShell.values()) {
            String completion = switch (shell) {
                case BASH -> "bash-completion/completions/docker-machine";
                case ZSH -> "zsh/site-functions/_docker-machine";
                case FISH -> "fish/vendor_completions.d/docker-machine.fish";
            };
            files.put(completion, shell.completion(commandLineSpec));
            files.put("docker-machine/shell-init." + shell.typed(), shell.initialization(commandLineSpec));
        }
        new ManualPages(commandLineSpec).all().forEach((name, page) -> files.put("man/man1/" + name, page));
        return files;
    }
}
