package io.onemachine.e2e.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that libmachine and the drivers name options and commands by references, which the command line words. */
final class MessageWordsTest {
    private static final Path CHECKOUT = UserEnvironment.checkout();

    /** Words of the command line in a literal; a literal that ends with dashes gets the name of an option appended. */
    private static final Pattern REFUSED = Pattern.compile("(?<![\\w-])--([a-z]|$)|\\bdocker-machine(?![\\w.-])");

    /** In scripts most options are those of programs. */
    private static final Pattern REFUSED_IN_SCRIPTS =
            Pattern.compile("--(engine|swarm|opennebula|generic|tls-)|(?<![\\w./-])docker-machine(?![\\w.-])");

    /** A text block, or a literal in quotes. */
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile("^\\s*(//|/?\\*).*$", Pattern.MULTILINE);

    /** What is given to other programs, by class: beginnings of literals. */
    private static final Map<String, Set<String>> OF_OTHER_PROGRAMS = Map.ofEntries(
            Map.entry("Boot2DockerProfile", Set.of("--storage-driver")),
            Map.entry("CloudInit", Set.of("docker-machine")),
            Map.entry("DaemonArguments", Set.of("--")),
            Map.entry("DaemonJson", Set.of("with --tlscacert, --tlscert and --tlskey")),
            Map.entry("MimeMessage", Set.of("--")),
            Map.entry("OpenRcSettings", Set.of("\n                case \" ${DOCKER_OPTS:-}\"")),
            Map.entry("OpenSshClient", Set.of("--")),
            Map.entry("ScpRsyncCopy", Set.of("--progress")),
            Map.entry("SshArguments", Set.of("--")),
            Map.entry("StorePermissions", Set.of("afterwards: chown -R --reference=")),
            Map.entry("SwarmContainers", Set.of("--")),
            Map.entry("SystemdDropIn", Set.of("--storage-driver", "--tls")),
            Map.entry("UnitCommand", Set.of("--host")),
            Map.entry("VmInventory", Set.of("onevm terminate --hard ")),
            Map.entry("VmTransition", Set.of("Try again later. The cloud's administrator can end")));

    @Test
    void messagesOfTheLibraryHoldNoWordsOfTheCommandLine() throws IOException {
        List<String> found = new ArrayList<>();
        Set<String> unused = new TreeSet<>();
        OF_OTHER_PROGRAMS.forEach((file, begins) -> begins.forEach(begin -> unused.add(file + ": " + begin)));
        for (Path file : sources(".java")) {
            String name = file.getFileName().toString().replace(".java", "");
            Matcher literals =
                    LITERAL.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
            while (literals.find()) {
                String literal = literals.group(1) != null ? literals.group(1) : literals.group(2);
                if (!REFUSED.matcher(literal).find()) {
                    continue;
                }
                List<String> allowed = OF_OTHER_PROGRAMS.getOrDefault(name, Set.of()).stream()
                        .filter(literal::startsWith)
                        .map(begin -> name + ": " + begin)
                        .toList();
                unused.removeAll(allowed);
                if (allowed.isEmpty()) {
                    found.add(name + ": \"" + literal + "\"");
                }
            }
        }
        assertThat(found)
                .as("words of the command line; name an option or a command by a Reference")
                .isEmpty();
        assertThat(unused).as("exceptions of this test that are not needed").isEmpty();
    }

    @Test
    void scriptsForHostsHoldNoWordsOfTheCommandLine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(".sh")) {
            for (String line : Files.readAllLines(file)) {
                if (!line.strip().startsWith("#")
                        && REFUSED_IN_SCRIPTS.matcher(line).find()) {
                    found.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        assertThat(found)
                .as("words of the command line; write the text of a Reference, such as ‹option engine-opt›")
                .isEmpty();
    }

    private static List<Path> sources(String ending) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("libmachine", "drivers")) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src/main"))) {
                files.filter(file -> file.toString().endsWith(ending)).sorted().forEach(sources::add);
            }
        }
        assertThat(sources).isNotEmpty();
        return sources;
    }
}
