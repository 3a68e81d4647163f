package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported before anything is created. */
class PreCreateCheckTest {
    private final DriverFixture bench;
    private final Path folder;

    PreCreateCheckTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-template-id=4711 | ‹option opennebula-template-id›: there is no template with id 4711",
                "opennebula-template-name=nosuch | ‹option opennebula-template-name›: there is no template named \"nosuch\" that you may use",
                "opennebula-template-name=twice | several templates named \"twice\": 11 (of oneadmin), 12 (of bob); choose one with ‹option opennebula-template-owner› or ‹option opennebula-template-id›",
                "opennebula-template-name=twice opennebula-template-owner=carol | there is no template named \"twice\" of user \"carol\" that you may use",
                "opennebula-template-id=13 | template 13 (no image) has no disk with an image",
                "opennebula-template-id=14 | template 14 (no network) has no network: name one with ‹option opennebula-network-name› or ‹option opennebula-network-id›",
                "opennebula-template-id=0 opennebula-network-id=4711 | ‹option opennebula-network-id›: there is no network with id 4711",
                "opennebula-template-id=0 opennebula-network-name=nosuch | ‹option opennebula-network-name›: there is no network named \"nosuch\"",
                "opennebula-template-id=0 opennebula-network-name=public opennebula-network-owner=bob | named \"public\" of user \"bob\" that you may use",
                "opennebula-image-id=4711 opennebula-network-id=0 | ‹option opennebula-image-id›: there is no image with id 4711",
                "opennebula-image-name=nosuch opennebula-network-id=0 | ‹option opennebula-image-name›: there is no image named \"nosuch\"",
                "opennebula-image-name=theirs opennebula-network-id=0 | several images named \"theirs\": 21 (of bob), 22 (of unknown); choose one with ‹option opennebula-image-owner› or ‹option opennebula-image-id›",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-disk-resize=512 | ‹option opennebula-disk-resize›: image \"Ubuntu 18.04\" has 1024 MB and cannot shrink to 512 MB"
            })
    void missingResourcesAreReportedBeforeCreation(String flags, String message) {
        bench.cloud.template(11, "twice", 0, "DISK=[IMAGE_ID=0]");
        bench.cloud.template(12, "twice", 2, "DISK=[IMAGE_ID=0]");
        bench.cloud.template(13, "no image", 0, "DISK=[SIZE=100,TYPE=fs] NIC=[NETWORK=public]");
        bench.cloud.template(14, "no network", 0, "DISK=[IMAGE_ID=0]");
        bench.cloud.image(21, "theirs", 2, 100);
        bench.cloud.image(22, "theirs", 3, 100);
        Driver driver = bench.with(flags.split(" "));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining(message);
        assertThat(bench.cloud.vms).isEmpty();
        assertThat(bench.saved).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongCredentialsAreReportedWithUserAndSourceAndWithoutThePassword() {
        bench.environment.put("ONE_AUTH", "oneadmin:s3cret");
        Driver driver = bench.with("opennebula-template-id=0");
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining("does not accept the user \"oneadmin\" with the password or token from ONE_AUTH")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void anUnreachableFrontEndIsReportedWithTheSourceOfItsAddress() {
        bench.transport = (endpoint, body) -> {
            throw new TransportException(
                    Kind.REFUSED, "nothing listens at " + endpoint + " (connection refused)", null);
        };
        Driver driver = bench.with("opennebula-template-id=0");
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining("nothing listens at " + DriverFixture.ENDPOINT)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("ONE_XMLRPC"));
    }

    @Test
    void unreadableUserDataIsReportedBeforeCreation() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
        for (Map.Entry<String, String> wrong : Map.of(
                        folder.resolve("gone").toString(),
                        "does not exist",
                        folder.toString(),
                        "is not a file",
                        "/dev/zero",
                        "is not a file",
                        empty.toString(),
                        "is empty",
                        large.toString(),
                        "has 65537 bytes; the limit is 65536")
                .entrySet()) {
            Driver driver = bench.with("opennebula-template-id=0", "opennebula-userdata=" + wrong.getKey());
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(driver::preCreateCheck)
                    .withMessage("‹option opennebula-userdata›: " + wrong.getKey() + " " + wrong.getValue());
        }
    }
}
