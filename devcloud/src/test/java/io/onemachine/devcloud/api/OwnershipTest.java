package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the ownership and permissions of VMs, and their changes. */
final class OwnershipTest {

    private static final String ALICE = "alice:alicepw";
    private static final String BOB = "bob:bobpw";
    private static final String SMALL = "CPU=0.1 MEMORY=64";

    @TempDir
    private Path folder;

    private TestCloud cloud;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void grantedRightsShowCountAndSurviveARestart() {
        int id = cloud.callAs(BOB, "one.vm.allocate", SMALL, true).id();
        assertThat(cloud.callAs(ALICE, "one.vm.info", id).code()).isEqualTo(512);
        assertThat(chmod(BOB, id, -1, -1, -1, 1, 0, -1, 0, 0, -1).success()).isTrue();
        String document = cloud.callAs(ALICE, "one.vm.info", id).text();
        assertThat(document)
                .contains("<OWNER_U>1</OWNER_U><OWNER_M>1</OWNER_M><OWNER_A>0</OWNER_A><GROUP_U>1</GROUP_U>"
                        + "<GROUP_M>0</GROUP_M><GROUP_A>0</GROUP_A><OTHER_U>0</OTHER_U>");
        assertThat(cloud.callAs(ALICE, "one.vm.rename", id, "mine").code())
                .as("to use is not to manage")
                .isEqualTo(512);

        cloud.close();
        cloud = TestCloud.in(folder);
        assertThat(cloud.callAs(ALICE, "one.vm.info", id).text()).isEqualTo(document);
    }

    @Test
    void usersWithoutTheRightToManageCannotChangeRights() {
        int id = cloud.callAs(BOB, "one.vm.allocate", SMALL, true).id();
        assertThat(chmod(ALICE, id, 1, 1, 1, 1, 1, 1, 1, 1, 1).text())
                .isEqualTo("[one.vm.chmod] User [2] : Not authorized to perform ADMIN VM [" + id + "].");
        assertThat(chmod(BOB, id, -1, -1, 1, -1, -1, -1, -1, -1, -1).code())
                .as("an owner has no ADMIN right to give")
                .isEqualTo(512);
        assertThat(chmod("oneadmin:opennebula", id, -1, -1, 1, -1, -1, -1, -1, -1, -1)
                        .success())
                .isTrue();
    }

    @Test
    void theAdministratorGivesMachinesAwayWithinTheNewOwnersQuota() {
        int first = cloud.call("one.vm.allocate", SMALL, true).id();
        int second = cloud.call("one.vm.allocate", SMALL, true).id();
        cloud.call("one.user.quota", 3, "VM=[VMS=1]");
        assertThat(cloud.call("one.vm.chown", first, 3, 1).success()).isTrue();
        assertThat(cloud.callAs(BOB, "one.vm.info", first).text())
                .contains("<UID>3</UID><GID>1</GID><UNAME>bob</UNAME><GNAME>users</GNAME>");
        assertThat(cloud.call("one.vm.chown", second, 3, -1).text())
                .contains("user [3] limit of 1 reached for VMS quota in VM.");
        assertThat(cloud.call("one.vm.chown", first, -1, 0).success()).isTrue();
        assertThat(cloud.call("one.vm.info", first).text()).contains("<UID>3</UID><GID>0</GID>");
    }

    @Test
    void otherUsersCannotGiveVmsAway() {
        int id = cloud.callAs(BOB, "one.vm.allocate", SMALL, true).id();
        assertThat(cloud.callAs(BOB, "one.vm.chown", id, 2, -1).text())
                .isEqualTo("[one.vm.chown] User [3] : Not authorized to perform MANAGE USER [2].");
        assertThat(cloud.callAs(BOB, "one.vm.chown", id, -1, 0).text())
                .isEqualTo("[one.vm.chown] User [3] : Not authorized to perform USE GROUP [0].");
        assertThat(cloud.callAs(ALICE, "one.vm.chown", id, 2, -1).code()).isEqualTo(512);
        assertThat(cloud.call("one.vm.chown", id, 77, -1).text()).contains("Error getting user [77].");
        assertThat(cloud.call("one.vm.chown", id, -1, 77).text()).contains("Error getting group [77].");
    }

    private TestCloud.Outcome chmod(String session, int id, Integer... rights) {
        Object[] arguments = new Object[rights.length + 1];
        arguments[0] = id;
        System.arraycopy(rights, 0, arguments, 1, rights.length);
        return cloud.callAs(session, "one.vm.chmod", arguments);
    }
}
