package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Very many machines of simulated hosts, all running. One of them is created by the program, the others are VMs created through the API,
 * with copies of its entry.
 */
public final class Fleet {

    private static final Pattern VM_ADDRESS = Pattern.compile("<ETH0_IP><!\\[CDATA\\[([\\d.]+)]]>");
    private static final Pattern RUNNING = Pattern.compile("<LCM_STATE>3</LCM_STATE>");

    private final UserEnvironment user;
    private final List<Integer> vms = new ArrayList<>();

    private Fleet(UserEnvironment user) {
        this.user = user;
    }

    /** Creates the machines {@code m0} to {@code m(size - 1)} in an empty cloud and an empty store. */
    public static Fleet of(int size, Cloud cloud, UserEnvironment user) throws IOException {
        Fleet fleet = new Fleet(user);
        OpenNebulaApi api = cloud.api();
        int probe = api.instantiate(0, "probe", "");
        List<String> addresses = addressesFrom(address(api.vm(probe)), size);
        api.terminate(probe);
        user.create(
                        name(0),
                        Stream.concat(
                                        Stream.of("--opennebula-template-id=0"),
                                        addresses.stream().map(address -> "--tls-san=" + address))
                                .toArray(String[]::new))
                .succeeds();
        Path original = user.machine(name(0));
        fleet.vms.add(api.vms().getFirst());
        for (int i = 1; i < size; i++) {
            fleet.vms.add(api.instantiate(
                    0,
                    name(i),
                    "ONEMACHINE_STUB_CERTIFICATES=\"" + original + "\" DOCKER_MACHINE_TAG=\"" + tag(i) + "\""));
        }
        for (int i = 1; i < size; i++) {
            fleet.copyMachine(original, i);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> RUNNING.matcher(api.call("one.vmpool.info", -2, -1, -1, -1))
                                .results()
                                .count()
                        == size);
        return fleet;
    }

    public static String name(int i) {
        return "m" + i;
    }

    /** The id of a machine's VM. */
    public int vm(int i) {
        return vms.get(i);
    }

    /** The address in a VM's document. */
    public static String address(String document) {
        Matcher matcher = VM_ADDRESS.matcher(document);
        assertThat(matcher.find()).as("address in %s", document).isTrue();
        return matcher.group(1);
    }

    private static String tag(int i) {
        return "fleet-tag-" + i;
    }

    /** The addresses that the VMs will get: consecutive, with some to spare for those that the network reserves. */
    private static List<String> addressesFrom(String first, int size) {
        int[] parts = Stream.of(first.split("\\.")).mapToInt(Integer::parseInt).toArray();
        int start = parts[2] << 8 | parts[3];
        return IntStream.range(start, start + size + 2 + size / 50)
                .mapToObj(host -> parts[0] + "." + parts[1] + "." + (host >> 8) + "." + (host & 255))
                .toList();
    }

    private void copyMachine(Path original, int i) throws IOException {
        Path copy = user.machine(name(i));
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("config.json")) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        String config = Files.readString(original.resolve("config.json"))
                .replace("machines/" + name(0), "machines/" + name(i))
                .replace("\"" + name(0) + "\"", "\"" + name(i) + "\"")
                .replaceFirst("\"MachineId\": \\d+", "\"MachineId\": " + vm(i))
                .replaceFirst("\"VmId\": \\d+", "\"VmId\": " + vm(i))
                .replaceFirst("\"VmTag\": \"[^\"]*\"", "\"VmTag\": \"" + tag(i) + "\"");
        Files.writeString(copy.resolve("config.json"), config);
    }
}
