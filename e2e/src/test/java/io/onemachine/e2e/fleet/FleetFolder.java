package io.onemachine.e2e.fleet;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a fleet file, where a user with a store of their own stands.
 *
 * @param cloud where the user's machines are
 * @param user in that folder
 * @param folder the folder
 */
record FleetFolder(Cloud cloud, UserEnvironment user, Path folder) {

    /** Machines of hosts without Docker, which are the quickest. */
    static final String SHOP = """
            name: shop
            defaults:
              options: {template-id: 1}
              engine: {install-url: none}
            """;

    static final String INSTANTIATE = "one.template.instantiate";

    /** The folder of the administrator. */
    static FleetFolder in(Path folder, Cloud cloud) {
        return in(folder, cloud, cloud.user());
    }

    static FleetFolder in(Path folder, Cloud cloud, UserEnvironment user) {
        return new FleetFolder(
                cloud,
                user.at(folder)
                        .with("MACHINE_STORAGE_PATH", folder.resolve("store").toString()),
                folder);
    }

    Path file() {
        return folder.resolve("fleet.yaml");
    }

    /** Writes the file with {@link #SHOP} and these machines. */
    FleetFolder shop(String machines) {
        return write(SHOP + "machines:\n" + machines.indent(2));
    }

    FleetFolder write(String text) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Outcome diff(String... options) {
        return run("diff", options);
    }

    /** Applies the file without a question. */
    Outcome apply(String... options) {
        return run("apply", Stream.concat(Stream.of("-y"), Stream.of(options)).toArray(String[]::new));
    }

    Outcome destroy() {
        return run("destroy", "-y");
    }

    Outcome run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        return user.dockerMachine(arguments.toArray(String[]::new));
    }

    /** The machines of the store, sorted. */
    List<String> machines() {
        String[] names = user.store().resolve("machines").toFile().list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> !name.startsWith("."))
                .sorted()
                .toList();
    }

    /** The id of a machine's VM. */
    int vm(String machine) {
        return Integer.parseInt(user.dockerMachine("inspect", "-f", "{{.Driver.VmId}}", machine)
                .succeeds()
                .stdout()
                .strip());
    }

    /** The XML document of a machine's VM. */
    String document(String machine) {
        return cloud.api().vm(vm(machine));
    }

    String status(String machine) {
        return user.dockerMachine("status", machine).succeeds().stdout().strip();
    }

    /** Which methods of the front end a command calls, and how often. */
    Map<String, Integer> callsOf(Runnable command) {
        Map<String, Integer> before = cloud.control().calls();
        command.run();
        return cloud.control().callsSince(before);
    }

    /** Removes the machines of the store, whatever fleet they are in. */
    void clear() {
        cloud.control().clearFaults();
        List<String> machines = machines();
        if (!machines.isEmpty()) {
            user.dockerMachine(Stream.concat(Stream.of("rm", "-f"), machines.stream())
                            .toArray(String[]::new))
                    .answers(0);
        }
    }
}
