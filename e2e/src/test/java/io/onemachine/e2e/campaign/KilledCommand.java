package io.onemachine.e2e.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that is killed with SIGKILL, and the expected state of the store.
 *
 * @param milliseconds after its start; a command may have ended by then
 */
record KilledCommand(Kind kind, int milliseconds) {

    /** The command that is killed. It acts on the machine that cases create and remove. */
    enum Kind {
        CREATE("create --opennebula-template-id 1 --engine-install-url none m", 2500),
        REMOVE("rm -y m", 1500),
        REGENERATE_CERTS("regenerate-certs -f m", 2000),
        STOP("stop m", 1500);

        private final String line;
        private final int longest;

        Kind(String line, int longest) {
            this.line = line;
            this.longest = longest;
        }
    }

    static List<KilledCommand> random(int count, long seed) {
        Random random = new Random(seed);
        List<KilledCommand> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            all.add(new KilledCommand(kind, random.nextInt(kind.longest)));
        }
        return all;
    }

    /** The same after half the time: for one that had ended. */
    KilledCommand sooner() {
        return new KilledCommand(kind, milliseconds / 2);
    }

    /**
     * Kills it, checks the store, and cleans up.
     *
     * @return whether it was killed before it ended by itself
     */
    boolean run(CampaignCloud cloud) {
        if (kind != Kind.CREATE) {
            cloud.putMachine(true);
        }
        Map<String, ByteBuffer> before = filesOfOthers(cloud);
        boolean killed = kill(cloud);
        assertThat(filesOfOthers(cloud)).as("what is not the machine's").isEqualTo(before);
        isReadable(cloud);
        if (cloud.hasStoreEntry()) {
            // One that was killed before it wrote anything goes without force, which would say that there is no
            // config.json.
            boolean written =
                    Files.exists(cloud.user().machine(CampaignCloud.MACHINE).resolve("config.json"));
            cloud.user()
                    .dockerMachine("rm", written ? "-f" : "-y", CampaignCloud.MACHINE)
                    .succeeds();
        } else {
            // The next command on a machine of that name removes what a killed removal left.
            cloud.user()
                    .dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", CampaignCloud.MACHINE)
                    .succeeds();
            cloud.user().dockerMachine("rm", "-f", CampaignCloud.MACHINE).succeeds();
        }
        cloud.holdsOnlyStrangers();
        return killed;
    }

    private boolean kill(CampaignCloud cloud) {
        try {
            List<String> command = new ArrayList<>(List.of("docker-machine"));
            command.addAll(List.of(kind.line.split(" ")));
            Process process = cloud.user().start(command);
            process.getOutputStream().close();
            Thread reader =
                    Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
            boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly();
            process.waitFor();
            reader.join();
            return !ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Every machine is a row; a broken one only when it was not even written yet. */
    private static void isReadable(CampaignCloud cloud) {
        Outcome list = cloud.user().dockerMachine("ls", "-t", "2", "--format", "{{.Name}}|{{.DriverName}}");
        list.succeeds();
        List<String> expected = new ArrayList<>();
        Path machine = cloud.user().machine(CampaignCloud.MACHINE);
        if (Files.exists(machine)) {
            expected.add("m|" + (Files.exists(machine.resolve("config.json")) ? "opennebula" : "not found"));
        }
        expected.add(CampaignCloud.STAYING + "|opennebula");
        assertThat(list.stdout().lines()).containsExactlyElementsOf(expected);
    }

    /** All files of the store except the machine's and the locks. */
    private static Map<String, ByteBuffer> filesOfOthers(CampaignCloud cloud) {
        Path store = cloud.user().store();
        Map<String, ByteBuffer> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(store)) {
            for (Path path : paths.toList()) {
                String name = store.relativize(path).toString();
                boolean own = name.matches("machines/\\.?m(/.*|\\..*)?") || name.endsWith(".lock");
                if (!own && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(name, ByteBuffer.wrap(Files.readAllBytes(path)));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
