package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final String PREFIX = "Error setting machine configuration from flags provided: ";

    private final DriverFixture bench;
    private final Path folder;

    OptionsTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @Test
    void theGuidesTwentyHaveItsVariablesAndDefaults() {
        assertThat(OpenNebulaOption.flags()).extracting(DriverFlag::name).doesNotHaveDuplicates();
        assertThat(OpenNebulaOption.flags().stream().filter(flag -> DriverFixture.OF_THE_GUIDE.contains(flag.name())))
                .hasSize(20)
                .allSatisfy(flag -> assertThat(flag.environment().getFirst()).startsWith("ONE_"));
        assertThat(OpenNebulaOption.flags()).allSatisfy(flag -> {
            assertThat(flag.name()).startsWith("opennebula-");
            assertThat(flag.usage()).doesNotContain("%!");
        });
        assertThat(new OpenNebulaDriverProvider().name()).isEqualTo("opennebula");
        JsonObject config = DriverFixture.json(bench.with("opennebula-image-id=0", "opennebula-network-id=0"));
        assertThat(text(config, "CPU")).isEqualTo("1");
        assertThat(text(config, "VCPU")).isEqualTo("1");
        assertThat(text(config, "Memory")).isEqualTo("1024");
        assertThat(text(config, "SSHUser")).isEqualTo("docker");
        assertThat(text(config, "StartRetries")).isEqualTo("600");
        assertThat(config.get("DisableVNC").getAsBoolean()).isFalse();
    }

    @Test
    void aTemplateDecidesCpuVcpuAndMemoryUnlessTheyAreGiven() {
        JsonObject config = DriverFixture.json(bench.with("opennebula-template-id=0"));
        assertThat(text(config, "CPU") + text(config, "VCPU") + text(config, "Memory"))
                .isEmpty();
        config = DriverFixture.json(
                bench.with("opennebula-template-id=0", "opennebula-cpu=0.5", "opennebula-memory=300"));
        assertThat(text(config, "CPU")).isEqualTo("0.5");
        assertThat(text(config, "Memory")).isEqualTo("300");
    }

    @Test
    void environmentVariablesStandInForEveryOption() {
        for (DriverFlag flag : OpenNebulaOption.flags()) {
            if (!DriverFixture.OF_THE_GUIDE.contains(flag.name())) {
                continue;
            }
            String variable = flag.environment().getFirst();
            boolean excluded =
                    variable.contains("TEMPLATE") || variable.endsWith("_NAME") || variable.equals("ONE_XMLRPC");
            if (!excluded) {
                bench.environment.put(variable, variable.equals("ONE_DISABLE_VNC") ? "true" : "7");
            }
        }
        bench.environment.put("ONE_SSH_USER", "someone");
        JsonObject config = DriverFixture.json(bench.with());
        for (String key : new String[] {
            "CPU",
            "VCPU",
            "Memory",
            "DiskSize",
            "B2DSize",
            "ImageID",
            "ImageOwner",
            "ImageDevPrefix",
            "NetworkID",
            "NetworkOwner",
            "StartRetries"
        }) {
            assertThat(text(config, key)).as(key).isEqualTo("7");
        }
        assertThat(text(config, "SSHUser")).isEqualTo("someone");
        assertThat(config.get("DisableVNC").getAsBoolean()).isTrue();
        assertThat(text(config, "User"))
                .as("what came from the environment is not kept")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-template-id=0 opennebula-template-name=t | specify only one of: ‹option opennebula-template-name› or ‹option opennebula-template-id›, not both",
                "opennebula-template-id=0 opennebula-network-id=0 opennebula-network-name=n | specify only one of: ‹option opennebula-network-name› or ‹option opennebula-network-id›, not both",
                "opennebula-image-id=0 opennebula-image-name=n | specify only one of: ‹option opennebula-image-name› or ‹option opennebula-image-id›, not both",
                "opennebula-template-id=0 opennebula-image-id=0 | options ‹option opennebula-image-*› are incompatible with ‹option opennebula-template-*›",
                "opennebula-template-name=t opennebula-image-name=i | options ‹option opennebula-image-*› are incompatible with ‹option opennebula-template-*›",
                "opennebula-template-name=t opennebula-image-owner=i | options ‹option opennebula-image-*› are incompatible with ‹option opennebula-template-*›",
                "opennebula-template-id=0 opennebula-dev-prefix=vd | option: ‹option opennebula-dev-prefix› is incompatible with ‹option opennebula-template-*›",
                "opennebula-template-id=0 opennebula-disk-resize=9 | option: ‹option opennebula-disk-resize› is incompatible with ‹option opennebula-template-*›",
                "opennebula-template-id=0 opennebula-b2d-size=9 | option: ‹option opennebula-b2d-size› is incompatible with ‹option opennebula-template-*›",
                "opennebula-template-id=0 opennebula-disable-vnc | option: ‹option opennebula-disable-vnc› is incompatible with ‹option opennebula-template-*›",
                "opennebula-network-id=0 | specify a image to use as the OS with ‹option opennebula-image-name› or ‹option opennebula-image-id›",
                "opennebula-image-id=0 | specify a network to connect to with ‹option opennebula-network-name› or ‹option opennebula-network-id›",
                "'' | specify a image to use as the OS with ‹option opennebula-image-name› or ‹option opennebula-image-id›"
            })
    void optionsThatDoNotGoTogetherAreRefusedInTheWordsOfTheGoDriver(String flags, String message) {
        assertRefused(message, flags.isEmpty() ? new String[0] : flags.split(" "));
    }

    @Test
    void anOptionFromTheEnvironmentIsNamedWithItsVariable() {
        bench.environment.put("ONE_B2D_DATA_SIZE", "100");
        assertRefused(
                "option: ‹option opennebula-b2d-size› (environment variable ONE_B2D_DATA_SIZE) is incompatible with"
                        + " ‹option opennebula-template-*›",
                "opennebula-template-id=0");
    }

    @Test
    void vncThatIsNotDisabledGoesWithATemplate() {
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-disable-vnc=false");
        assertThat(DriverFixture.json(driver).get("DisableVNC").getAsBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "opennebula-cpu, abc, 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-cpu, 0, 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-cpu, 0.0, 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-cpu, -1, 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-cpu, 1e3, 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-cpu, '0,5', 'a number greater than 0, such as 1 or 0.5'",
        "opennebula-vcpu, 1.5, a whole number of at least 1",
        "opennebula-vcpu, 0, a whole number of at least 1",
        "opennebula-memory, 1G, a whole number of at least 1",
        "opennebula-memory, -1, a whole number of at least 1",
        "opennebula-memory, 99999999999, a whole number of at least 1",
        "opennebula-start-retries, often, a whole number of at least 1",
        "opennebula-start-retries, 0, a whole number of at least 1",
        "opennebula-disk-resize, big, a whole number of at least 1",
        "opennebula-b2d-size, 0, a whole number of at least 1",
        "opennebula-image-id, x, a whole number",
        "opennebula-network-id, -1, a whole number",
        "opennebula-dev-prefix, 'v d', 'a device prefix such as vd, sd or hd'",
        "opennebula-ssh-user, 'a b', a user's name",
        "opennebula-ssh-user, a;reboot, a user's name",
        "opennebula-ssh-user, -x, a user's name",
        "opennebula-image-owner, 'a\\', a name",
        "opennebula-image-owner, ' ', a name"
    })
    void aValueThatCannotBeIsRefusedWithItsFlagAndItself(String flag, String value, String what) {
        String image = flag.equals("opennebula-image-id") ? "opennebula-disable-vnc" : "opennebula-image-id=0";
        String network = flag.equals("opennebula-network-id") ? "opennebula-disable-vnc" : "opennebula-network-id=0";
        assertRefused("‹option " + flag + "›: \"" + value + "\" is not " + what, image, network, flag + "=" + value);
    }

    @Test
    void aTemplateIdThatIsNotANumberIsRefused() {
        assertRefused("‹option opennebula-template-id›: \"abc\" is not a whole number", "opennebula-template-id=abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opennebula-ssh-user", "opennebula-start-retries"})
    void anOptionThatCannotBeEmptyIsRefusedWhenItIs(String flag) {
        assertRefused("‹option " + flag + "› is empty", "opennebula-template-id=0", flag + "=");
    }

    @Test
    void missingCredentialsAreReportedWithEveryWayToGiveThem() {
        bench.environment.clear();
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with("opennebula-template-id=0"))
                .withMessageContaining("ONE_AUTH")
                .withMessageContaining("‹option opennebula-user›");
    }

    @Test
    void aUserWithoutAPasswordAndTheReverseAreRefused() {
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with("opennebula-template-id=0", "opennebula-user=me"))
                .withMessageContaining("there is a user (me, from ‹option opennebula-user›) but no password");
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with("opennebula-template-id=0", "opennebula-password=hidden"))
                .withMessageContaining("there is a password (from ‹option opennebula-password›) but no user")
                .withMessageNotContaining("hidden");
    }

    @Test
    void anEndpointThatIsNotAUrlIsRefused() {
        assertRefused(
                "the endpoint \"ftp://x\" from ‹option opennebula-xmlrpcurl› is not a URL such as http://localhost:2633/RPC2",
                "opennebula-template-id=0",
                "opennebula-xmlrpcurl=ftp://x");
    }

    @Test
    void theConfigurationHasTheKeysAndTypesOfTheGoProgram() {
        bench.environment.clear();
        JsonObject golden = golden("opennebula.config.before-id.json");
        JsonObject ours = DriverFixture.json(bench.with(
                "opennebula-template-id=0",
                "opennebula-user=oneadmin",
                "opennebula-password=opennebula",
                "opennebula-store-password=true",
                "opennebula-xmlrpcurl=http://127.0.0.1:2633/RPC2"));
        for (String key : golden.keySet()) {
            JsonElement expected = golden.get(key);
            switch (key) {
                // The Go program writes it after creating the VM.
                case "Config" ->
                    assertThat(ours.get(key).toString())
                            .isEqualTo(
                                    "{\"Token\":\"oneadmin:opennebula\",\"Endpoint\":\"http://127.0.0.1:2633/RPC2\"}");
                case "StorePath", "MachineName", "SwarmHost" ->
                    assertThat(ours.get(key).isJsonPrimitive()).isTrue();
                default -> assertThat(ours.get(key)).as(key).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opennebula-store-password=false", "ONE_STORE_PASSWORD"})
    void aPasswordGivenAsAFlagIsNotStoredIfTheUserForbidsIt(String no) {
        bench.environment.clear();
        if (no.startsWith("ONE_")) {
            bench.environment.put(no, "false");
        }
        Driver driver = bench.with(
                "opennebula-template-id=0",
                "opennebula-user=oneadmin",
                "opennebula-password=opennebula",
                "opennebula-xmlrpcurl=" + DriverFixture.ENDPOINT,
                no.startsWith("ONE_") ? "opennebula-cpu=1" : no);
        driver.preCreateCheck();
        driver.create();
        assertThat(driver.config().text("User")).isEqualTo("oneadmin");
        assertThat(driver.config().json()).doesNotContain("opennebula\"").doesNotContain("oneadmin:");
        assertThat(folder.resolve("credentials")).doesNotExist();
        assertThat(bench.said)
                .anyMatch(line -> line.contains("is not written to the store")
                        && line.contains("‹option opennebula-store-password=false›"));
    }

    @Test
    void aPasswordThatLaterCommandsFindCausesNoWarning() {
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        bench.with(
                        "opennebula-template-id=0",
                        "opennebula-user=oneadmin",
                        "opennebula-password=opennebula",
                        "opennebula-store-password=false")
                .preCreateCheck();
        bench.with("opennebula-template-id=0").preCreateCheck();
        bench.environment.remove("ONE_AUTH");
        bench.with(
                        "opennebula-template-id=0",
                        "opennebula-user=oneadmin",
                        "opennebula-password=opennebula",
                        "opennebula-store-password=true")
                .preCreateCheck();
        assertThat(bench.said).noneMatch(line -> line.contains("not written to the store"));
    }

    @Test
    void onlyAFlagsPasswordCanBeStored() {
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        assertRefused(
                "‹option opennebula-store-password› goes with ‹option opennebula-password›: what comes from the environment or a file is not kept",
                "opennebula-template-id=0",
                "opennebula-store-password=true");
    }

    @Test
    void aSecretFromElsewhereIsNotStored() throws IOException {
        bench.environment.put("ONE_USER", "oneadmin");
        bench.environment.put("ONE_PASSWORD", "opennebula");
        JsonObject config = DriverFixture.json(bench.with("opennebula-template-id=0"));
        assertThat(config.toString()).doesNotContain("opennebula\"").contains(DriverFixture.ENDPOINT);

        bench.environment.remove("ONE_USER");
        bench.environment.remove("ONE_PASSWORD");
        Path file = Files.writeString(folder.resolve("auth"), "oneadmin:opennebula\n");
        bench.environment.put("ONE_AUTH", file.toString());
        config = DriverFixture.json(bench.with("opennebula-template-id=0"));
        assertThat(text(config, "AuthFile")).isEqualTo(file.toString());
        assertThat(config.toString()).doesNotContain("oneadmin:opennebula");
        assertThat(bench.said)
                .contains("OpenNebula at " + DriverFixture.ENDPOINT
                        + " (from ONE_XMLRPC) as user oneadmin (from ONE_AUTH (file " + file + "))");
    }

    static JsonObject golden(String file) {
        try (InputStream in =
                Objects.requireNonNull(OptionsTest.class.getResourceAsStream("/store-format/" + file), file)) {
            return GoJsonReader.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject("Driver");
        } catch (IOException | MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(JsonObject config, String key) {
        return config.get(key).getAsString();
    }

    private void assertRefused(String message, String... flags) {
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with(flags))
                .withMessage(PREFIX + message);
        assertThat(bench.cloud.calls).isEmpty();
    }
}
