package io.onemachine.driver.opennebula.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.DriverFixture;
import io.onemachine.driver.opennebula.FakeOned;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which credentials a machine uses that was created with {@code --opennebula-password}. */
class StoredCredentialsTest {

    private static final String[] BY_OPTION = {
        "opennebula-template-id=0",
        "opennebula-user=oneadmin",
        "opennebula-password=opennebula",
        "opennebula-xmlrpcurl=" + DriverFixture.ENDPOINT
    };

    private final DriverFixture bench;
    private final Path file;

    StoredCredentialsTest(@TempDir Path folder) {
        bench = new DriverFixture(folder);
        file = folder.resolve("credentials");
    }

    @BeforeEach
    void haveNoVariables() {
        bench.environment.clear();
    }

    @Test
    void theFileIsWrittenBeforeTheFrontEndIsAskedForAVm() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            assertThat(file).content().contains("\"User\": \"oneadmin\"", "\"Password\": \"opennebula\"");
            effect.run();
        });
        bench.created(BY_OPTION);
        assertThat(bench.saved)
                .isNotEmpty()
                .allSatisfy(
                        config -> assertThat(config.toString()).doesNotContain("opennebula\"", "oneadmin:opennebula"));
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void nothingIsWrittenByAPreCreateCheck() {
        bench.with(BY_OPTION).preCreateCheck();
        assertThat(file).doesNotExist();
    }

    @Test
    void aPasswordByOptionIsStoredWithItsUserFromAnySource() {
        bench.environment.put("ONE_USER", "oneadmin");
        bench.created(
                "opennebula-template-id=0",
                "opennebula-password=opennebula",
                "opennebula-xmlrpcurl=" + DriverFixture.ENDPOINT);
        bench.environment.clear();
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_USER, oneadmin, ONE_PASSWORD, opennebula, opennebula-cpu=1",
        "OPENNEBULA_USER, oneadmin, OPENNEBULA_PASSWORD, opennebula, opennebula-cpu=1",
        "ONE_AUTH, oneadmin:opennebula, LANG, C, opennebula-cpu=1",
        "ONE_PASSWORD, opennebula, LANG, C, opennebula-user=oneadmin"
    })
    void aPasswordFromTheEnvironmentIsNotStored(
            String name, String value, String other, String otherValue, String option) {
        bench.environment.put(name, value);
        bench.environment.put(other, otherValue);
        bench.created("opennebula-template-id=0", "opennebula-xmlrpcurl=" + DriverFixture.ENDPOINT, option);
        assertThat(file).doesNotExist();
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aPasswordStoredInConfigJsonIsNotInTheFile() {
        JsonObject config = DriverFixture.json(bench.created(with("opennebula-store-password=true")));
        assertThat(config.get("Password").getAsString()).isEqualTo("opennebula");
        assertThat(file).doesNotExist();
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void unknownKeysAreIgnored() throws IOException {
        bench.created(BY_OPTION);
        Files.writeString(
                file, "{\"Version\":9,\"More\":{\"a\":[1]},\"Password\":\"opennebula\",\"User\":\"oneadmin\"}");
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | it has no text \"User\"",
                "{\"User\":\"oneadmin\"} | it has no text \"Password\"",
                "{\"User\":\"oneadmin\",\"Password\":4711} | it has no text \"Password\"",
                "{\"User\":\"a:b\",\"Password\":\"hidden\"} | a user's name cannot have a colon in it",
                "hidden | it is not a JSON object in UTF-8"
            })
    void anInvalidFileIsNamedUnlessTheEnvironmentHasCredentials(String content, String why) throws IOException {
        bench.created(BY_OPTION);
        Files.writeString(file, content);
        Driver driver = bench.reopened();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::state)
                .withMessageStartingWith("cannot sign in to OpenNebula for machine \"dm\": Cannot use " + file + ": "
                        + why + "; and elsewhere: ")
                .withMessageNotContaining("hidden");
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void anotherUsersCredentialsNeverReplaceRefusedOnes() throws IOException {
        bench.created(BY_OPTION);
        Files.writeString(file, "{\"User\":\"oneadmin\",\"Password\":\"former\"}");
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.reopened()::state)
                .withMessageContaining("the user \"oneadmin\" with the password or token from " + file + ": ")
                .withMessageNotContaining("former")
                .satisfies(e ->
                        assertThat(e.hint().orElse("")).contains("set ONE_AUTH to oneadmin:PASSWORD", file.toString()));
    }

    @ParameterizedTest
    @CsvSource({"ONE_AUTH, oneadmin:opennebula", "ONE_PASSWORD, opennebula"})
    void aNewerPasswordOfTheSameUserIsTriedWhenTheMachinesIsRefused(String variable, String value) throws IOException {
        bench.created(BY_OPTION);
        Files.writeString(file, "{\"User\":\"oneadmin\",\"Password\":\"former\"}");
        bench.environment.put(variable, value);
        Driver driver = bench.reopened();
        bench.cloud.calls.clear();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        driver.stop();
        assertThat(bench.cloud.calls.stream()
                        .filter(call -> FakeOned.text(call, 0).endsWith(":former")))
                .as("calls with the refused one")
                .hasSize(1);
    }

    @Test
    void theMachinesOwnPasswordIsTriedFirst() {
        bench.created(BY_OPTION);
        bench.environment.put("ONE_AUTH", "oneadmin:wrong");
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    private static String[] with(String option) {
        String[] all = java.util.Arrays.copyOf(BY_OPTION, BY_OPTION.length + 1);
        all[BY_OPTION.length] = option;
        return all;
    }
}
