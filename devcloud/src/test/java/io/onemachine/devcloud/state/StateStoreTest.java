package io.onemachine.devcloud.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the format of the state. {@code src/test/resources/state} was recorded from a cloud of simulated hosts, with a VM that shows
 * another state, a VM that was powered off, quotas and a network of IPv6.
 */
final class StateStoreTest {

    private static final List<String> RECORDED = List.of("objects.json", "vms/0.json", "vms/1.json");

    private Path folder;
    private StateStore store;

    @BeforeEach
    void copyTheRecording(@TempDir Path temporary) throws IOException {
        folder = temporary;
        store = new StateStore(folder);
        Files.createDirectory(folder.resolve("vms"));
        for (String file : RECORDED) {
            try (InputStream in = StateStoreTest.class.getResourceAsStream("/state/" + file)) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }
    }

    @Test
    void aRecordedStateIsRead() {
        Cloud cloud = load();
        User alice = cloud.users().stream()
                .filter(user -> user.name().equals("alice"))
                .findFirst()
                .orElseThrow();
        assertThat(alice.group()).isEqualTo(Group.USERS);
        assertThat(alice.quota().limit(Quota.Metric.MEMORY)).isEqualTo(4096);
        assertThat(alice.quota().limit(Quota.Metric.RUNNING_VMS)).isEqualTo(Quota.DEFAULT);
        assertThat(cloud.quotas().ofEveryUser().limit(Quota.Metric.VMS)).isEqualTo(50);
        assertThat(cloud.quotas().of(Group.USERS).limit(Quota.Metric.RUNNING_VMS))
                .isEqualTo(7);
        assertThat(cloud.images())
                .hasSize(4)
                .allMatch(image -> image.permissions().equals(Permissions.PUBLIC));
        assertThat(cloud.networks().stream().map(network -> network.subnet().toString()))
                .containsExactlyInAnyOrder("127.222.0.0/16", "127.223.0.0/16", "2001:db8:6c64:6300::/64");
        assertThat(cloud.templates()).hasSize(4);

        VirtualMachine web = vm(cloud, 0);
        assertThat(web.state()).isEqualTo(VmState.RUNNING);
        assertThat(web.snapshot().pinned()).isEqualTo(new ReportedState(11, 0));
        assertThat(web.userTemplate().text("USER_NOTE")).isEqualTo("a \"quoted\" <text> & ü = 'x'");
        assertThat(web.template().vectors("SECURITY_GROUP_RULE"))
                .extracting(rule -> rule.text("RULE_TYPE"))
                .containsExactly("OUTBOUND", "INBOUND");
        VirtualMachine old = vm(cloud, 1);
        assertThat(old.snapshot().pinned()).isNull();
        assertThat(old.snapshot().history()).singleElement().satisfies(stay -> {
            assertThat(stay.action()).isEqualTo(VmAction.POWER_OFF);
            assertThat(stay.times()[5]).isEqualTo(1_795_998_178L);
        });
        assertThat(cloud.findNetwork(0).orElseThrow().leases()).containsValues(0, 1);
    }

    @Test
    void whatIsReadIsWrittenToTheLetter() throws IOException {
        Cloud cloud = load();
        StateStore copy = new StateStore(folder.resolve("copy"));
        copy.saveObjects(cloud);
        cloud.vms().forEach(copy::save);
        for (String file : RECORDED) {
            assertThat(folder.resolve("copy").resolve(file)).hasSameTextualContentAs(folder.resolve(file));
        }
    }

    @Test
    void unknownKeysAreIgnored() throws IOException {
        edit("objects.json", "{\"format\":1,", "{\"format\":1,\"later\":{\"a\":[1]},");
        edit("vms/1.json", "\"deployId\":", "\"later\":true,\"deployId\":");
        assertThat(load().vms()).hasSize(2);
    }

    @Test
    void quotasOfGroupsMayBeMissing() throws IOException {
        edit("objects.json", ",\"quotas\":.*}", "}");
        assertThat(load().quotas().ofEveryUser().isDefault()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"id\":1", "\u0000\u0000\u0000"})
    void aDamagedFileIsNamed(String text) throws IOException {
        Files.writeString(folder.resolve("vms/1.json"), text);
        assertThatThrownBy(this::load)
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("cannot understand " + folder.resolve("vms/1.json") + ": ");
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        edit("vms/1.json", "\"deployId\":\"one-1\",", "");
        assertThatThrownBy(this::load).hasMessageEndingWith("vms/1.json: \"deployId\" is missing");
        edit("objects.json", "\"password\":\"opennebula\",", "");
        assertThatThrownBy(this::load).hasMessageEndingWith("objects.json: \"password\" is missing");
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        edit("objects.json", "\"format\":1", "\"format\":2");
        assertThatThrownBy(this::load).hasMessageEndingWith("it is of another version of this program");
    }

    @Test
    void aHalfWrittenFileIsNotRead() throws IOException {
        Files.writeString(folder.resolve(".objects.json.new"), "{\"format\":1,\"us");
        Files.writeString(folder.resolve("vms/.2.json.new"), "{\"id\":2");
        Cloud cloud = load();
        assertThat(cloud.vms()).hasSize(2);
        store.saveObjects(cloud);
        assertThat(folder.resolve(".objects.json.new")).doesNotExist();
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Cloud cloud = load();
        String before = Files.readString(folder.resolve("objects.json"));
        Files.createDirectory(folder.resolve(".objects.json.new"));
        cloud.quotas().setForEveryUser(Quota.NONE);
        assertThatThrownBy(() -> store.saveObjects(cloud))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("cannot write " + folder.resolve("objects.json") + ": ");
        assertThat(folder.resolve("objects.json")).hasContent(before);
    }

    private Cloud load() {
        Cloud cloud = new Cloud(Release.DEFAULT, new Cloud.HostCapacity("fake", 8, 16 << 10));
        store.load(cloud);
        return cloud;
    }

    private static VirtualMachine vm(Cloud cloud, int id) {
        return cloud.vms().stream().filter(vm -> vm.id() == id).findFirst().orElseThrow();
    }

    private void edit(String file, String pattern, String replacement) throws IOException {
        String text = Files.readString(folder.resolve(file));
        String edited = text.replaceFirst(pattern.replace("{", "\\{"), replacement);
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(folder.resolve(file), edited);
    }
}
