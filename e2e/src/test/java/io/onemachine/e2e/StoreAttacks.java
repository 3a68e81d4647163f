package io.onemachine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a name, or a file in the store, could make the programs read, write or remove elsewhere. */
final class StoreAttacks {

    private StoreAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(new Attack("a machine name with path parts", StoreAttacks::namesWithPathParts));
    }

    private static String namesWithPathParts(Path folder) throws IOException {
        Workspace user = Workspace.in(folder);
        Path victim = Files.createDirectories(user.store().resolve("victim"));
        Files.writeString(victim.resolve("config.json"), "{}");
        Files.createDirectories(user.store().resolve("machines"));
        Outcome last = null;
        for (String name : List.of("../victim", "./../victim", "a/../../victim", victim.toString())) {
            for (List<String> command : List.of(
                    List.of("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", name),
                    List.of("inspect", name),
                    List.of("rm", "-f", "-y", name))) {
                last = user.dockerMachine(command.toArray(String[]::new));
                assertThat(victim.resolve("config.json")).as("after %s", last).hasContent("{}");
                if (!command.getFirst().equals("rm")) {
                    last.failsWith(1);
                }
            }
        }
        assertThat(last).isNotNull();
        return last.stderr().strip();
    }
}
