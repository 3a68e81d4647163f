package io.onemachine.e2e.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.CloudControl;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A cloud that runs one case after the other, with strangers in it: VMs of the machine's name, of its user and of another one, that the
 * program must not touch.
 */
final class CampaignCloud implements AutoCloseable {

    /** The machine that cases create and remove. */
    static final String MACHINE = "m";

    /** The machine that cases stop and start. */
    static final String STAYING = "staying";

    private static final String TAG = "DOCKER_MACHINE_TAG";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Cloud cloud;
    private final CloudControl control;
    private final UserEnvironment user;
    private final Map<Integer, String> strangers = new LinkedHashMap<>();
    private int staying = -1;

    CampaignCloud(Path folder) {
        this.cloud = Cloud.ofStubs(folder);
        this.control = cloud.control();
        this.user = cloud.user();
        List<Integer> ids = new ArrayList<>();
        ids.add(cloud.api().instantiate(0, MACHINE, ""));
        ids.add(cloud.api().instantiate(0, MACHINE, TAG + "=\"of another store\""));
        ids.add(cloud.api("alice").instantiate(0, MACHINE, ""));
        ids.forEach(id -> awaitState(id, 3, 3));
        ids.forEach(id -> strangers.put(id, seen(id)));
    }

    Cloud cloud() {
        return cloud;
    }

    UserEnvironment user() {
        return user;
    }

    /** Creates the machine that stays, and keeps a copy of its store entry. */
    void createStaying() {
        user.create(STAYING, "--opennebula-template-id", "1", "--engine-install-url", "none")
                .succeeds();
        staying = Integer.parseInt(user.dockerMachine("inspect", "-f", "{{.Driver.VmId}}", STAYING)
                .succeeds()
                .stdout()
                .strip());
    }

    /** Forgets the machine that stays, and its VM. */
    void removeStaying() {
        user.dockerMachine("rm", "-y", STAYING).succeeds();
        staying = -1;
    }

    /**
     * A machine as the program leaves it: a VM, and a store entry that is like that of the machine that stays.
     *
     * @param idKnown whether the entry has the VM's id, or says that its creation was begun
     */
    void putMachine(boolean idKnown) {
        String tag = UUID.randomUUID().toString();
        int id = cloud.api().instantiate(1, MACHINE, TAG + "=\"" + tag + "\"");
        Path from = user.machine(STAYING);
        Path to = user.machine(MACHINE);
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectory(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            String config = Files.readString(from.resolve("config.json"))
                    .replace("\"" + STAYING + "\"", "\"" + MACHINE + "\"")
                    .replaceAll("\"VmTag\": \"[^\"]*\"", "\"VmTag\": \"" + tag + "\"")
                    .replaceAll("\"MachineId\": \\d+", "\"MachineId\": " + (idKnown ? id : 0))
                    .replaceAll("\"VmId\": \\d+", idKnown ? "\"VmId\": " + id : "\"VmCallBegun\": true");
            Files.writeString(to.resolve("config.json"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasStoreEntry() {
        return Files.exists(user.machine(MACHINE));
    }

    String status(String machine) {
        return user.dockerMachine("status", machine).succeeds().stdout().strip();
    }

    /** How often each method has been called. */
    Map<String, Integer> calls() {
        return control.calls();
    }

    /** Injects a fault into the nth call of a method, once. */
    void fault(String target, int nth, String effect) {
        if (nth > 1) {
            control.addFault(target, nth - 1, List.of("delay", "1ms"));
        }
        control.addFault(target, 1, List.of(effect.split(" ", 3)));
    }

    /** Whether the fault is still pending. */
    boolean hasFaults() {
        return control.hasFaults();
    }

    void clearFaults() {
        control.clearFaults();
    }

    /** Fails when there is a VM, a store entry or a key that should not be there, or when a stranger was touched. */
    void holdsOnlyStrangers() {
        TreeSet<Integer> expected = new TreeSet<>(strangers.keySet());
        if (staying >= 0) {
            expected.add(staying);
        }
        assertThat(new TreeSet<>(cloud.api().vms())).as("VMs").isEqualTo(expected);
        strangers.forEach((id, before) -> assertThat(seen(id)).as("VM %s", id).isEqualTo(before));
        String[] entries = user.store().resolve("machines").toFile().list();
        assertThat(entries == null ? new String[0] : entries)
                .as("machines in the store")
                .containsExactly(staying >= 0 ? new String[] {STAYING} : new String[0]);
    }

    /** After a case that failed: removes what it left, so that the next one finds what it expects. */
    void sweep() {
        clearFaults();
        if (hasStoreEntry()) {
            user.dockerMachine("rm", "-f", MACHINE);
        }
        for (int id : cloud.api().vms()) {
            if (!strangers.containsKey(id) && id != staying) {
                awaitState(id, 3, 3);
                cloud.api().call("one.vm.action", "terminate-hard", id);
                awaitState(id, 6, 0);
            }
        }
    }

    private void awaitState(int id, int state, int lcmState) {
        Awaitility.await("VM " + id)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> state(id).equals(state + "/" + lcmState));
    }

    private String state(int id) {
        String document = cloud.api().vm(id);
        return OpenNebulaApi.element(document, "STATE") + "/" + OpenNebulaApi.element(document, "LCM_STATE");
    }

    /** The identifying data of a stranger. A VM that was turned off and on again has another entry in its history. */
    private String seen(int id) {
        String document = cloud.api().vm(id);
        return String.join(
                " ",
                OpenNebulaApi.element(document, "UNAME"),
                OpenNebulaApi.element(document, "NAME"),
                state(id),
                OpenNebulaApi.element(document, "HISTORY_RECORDS"),
                OpenNebulaApi.element(document, "USER_TEMPLATE"));
    }

    @Override
    public void close() {
        cloud.close();
    }
}
