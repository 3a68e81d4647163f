package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.protocol.WireFlags;
import io.onemachine.plugin.protocol.WireOptions;
import io.onemachine.plugin.rpc.RpcFault;
import io.onemachine.plugin.rpc.RpcMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins that behave well: how they are found, their options, configurations and answers. */
final class PluginDriversTest extends PluginFixture {
    PluginDriversTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void aDriverIsAnExecutableFileInAFolderOfThePath() throws IOException {
        programs.script("there", "exit 1");
        Files.writeString(folder.resolve("docker-machine-driver-text"), "no program");
        Files.createDirectory(folder.resolve("docker-machine-driver-folder"));
        assertThat(drivers.find("there")).isPresent();
        assertThat(drivers.find("text")).isEmpty();
        assertThat(drivers.find("folder")).isEmpty();
        assertThat(drivers.find("gone")).isEmpty();
        assertThat(drivers.find("")).isEmpty();
        assertThat(drivers.find("../there")).isEmpty();
        assertThat(drivers.find("a\0b")).isEmpty();
        assertThat(new PluginDrivers(Map.of("PATH", "::.")).find("there")).isEmpty();
        assertThat(programs.starts()).isEmpty();
    }

    @Test
    void optionsAreReadOnceAndTheProcessEnds() {
        List<DriverFlag> flags = List.of(
                new DriverFlag.StringFlag("x-text", "a text", List.of("A", "B"), "default"),
                new DriverFlag.IntFlag("x-number", "", List.of(), 7),
                new DriverFlag.BoolFlag("x-switch", "", List.of("S")),
                new DriverFlag.StringListFlag("x-list", "", List.of(), List.of("p", "q")));
        programs.serving("x", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(flags))));
        assertThat(drivers.find("x").orElseThrow().flags()).isEqualTo(flags);
        assertThat(drivers.find("x").orElseThrow().flags()).isEqualTo(flags);
        assertThat(programs.starts()).hasSize(1);
        assertThat(programs.anyRuns()).isFalse();
    }

    @Test
    void invalidOptionsAreReportedWithThePlugin() {
        programs.serving(
                "twice",
                Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("a"), switched("a"))))));
        programs.serving(
                "blank", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("a b"))))));
        programs.serving(
                "dash", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("-a"))))));
        programs.serving("number", Map.of("GetCreateFlags", Programs.answering(TypedValue.of(7))));
        assertThatThrownBy(() -> drivers.find("twice").orElseThrow().flags())
                .isInstanceOf(PluginException.class)
                .hasMessage("The options of the driver plugin docker-machine-driver-twice are invalid: there are two "
                        + "options --a");
        for (String driver : List.of("blank", "dash", "number")) {
            assertThatThrownBy(() -> drivers.find(driver).orElseThrow().flags())
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("docker-machine-driver-" + driver);
        }
    }

    private static DriverFlag switched(String name) {
        return new DriverFlag.BoolFlag(name, "", List.of());
    }

    @Test
    void noProcessIsStartedForKnownValues() {
        programs.serving("x", Map.of());
        Driver driver = open("x");
        assertThat(driver.config().text("Kept")).isEqualTo("as it was");
        driver.close();
        assertThat(programs.starts()).isEmpty();
    }

    @Test
    void theConfigurationIsSentAndReadBack() {
        AtomicReference<String> sent = new AtomicReference<>("");
        programs.serving("x", Map.of("SetConfigRaw", argument -> {
            sent.set(new String(((GobValue.Bytes) argument).toArray(), StandardCharsets.UTF_8));
            return new RpcMethod.Reply(TypedValue.EMPTY);
        }));
        Driver driver = open("x");
        driver.preCreateCheck();
        assertThat(sent.get()).contains("\"MachineName\":\"m\"", "\"Kept\":\"as it was\"");
        assertThat(driver.config().number("Id")).hasValue(7);
        driver.close();
        assertThat(programs.anyRuns()).isFalse();
        assertThat(driver.config().number("Id")).hasValue(7);
    }

    @Test
    void optionsAreSentWithTheirTypes() {
        Map<String, OptionValue> sent = new ConcurrentHashMap<>();
        programs.serving("x", Map.of("SetConfigFromFlags", argument -> {
            sent.putAll(WireOptions.fromGob(argument));
            return new RpcMethod.Reply(TypedValue.EMPTY);
        }));
        Map<String, OptionValue> given = Map.of(
                "text", new OptionValue.StringValue("\u00e4"),
                "number", new OptionValue.IntValue(-3),
                "switch", new OptionValue.BoolValue(true),
                "list", new OptionValue.StringListValue(List.of("a", "")));
        open("x").setOptions(DriverOptions.resolve(List.of(), given, Map.of()));
        assertThat(sent).isEqualTo(given);
    }

    @Test
    void aDriversAnswersAreConverted() {
        programs.serving(
                "x",
                Map.of(
                        "GetState", Programs.answering(TypedValue.of(4)),
                        "GetIP", Programs.answering(TypedValue.of("192.0.2.7")),
                        "GetURL", failing("Host is not running"),
                        "GetSSHPort", Programs.answering(TypedValue.of(0)),
                        "DriverName", Programs.answering(TypedValue.of("x")),
                        "Stop", failing("quota exceeded"),
                        "SetConfigFromFlags", failing("x driver requires the --x-token option")));
        Driver driver = open("x");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(driver.ip()).isEqualTo("192.0.2.7");
        assertThat(driver.sshPort()).isEqualTo(22);
        assertThat(driver.provisionable()).isTrue();
        assertThatThrownBy(driver::url).isInstanceOf(HostNotRunningException.class);
        assertThatThrownBy(driver::stop)
                .isExactlyInstanceOf(DriverException.class)
                .hasMessage("quota exceeded");
        assertThatThrownBy(() -> driver.setOptions(DriverOptions.resolve(List.of(), Map.of(), Map.of())))
                .isInstanceOf(DriverOptionException.class)
                .hasMessage("Error setting machine configuration from flags provided: x driver requires the --x-token "
                        + "option");
        assertThat(events)
                .contains(new ProgressEvent.Detail("m", "Calling .GetState"))
                .noneMatch(event -> event instanceof ProgressEvent.DriverMessage);
        assertThat(programs.starts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ci-test, false", "none, false", "other, true"})
    void driversWithoutAHostAreKnownByName(String name, boolean provisionable) {
        programs.serving("x", Map.of("DriverName", Programs.answering(TypedValue.of(name))));
        assertThat(open("x").provisionable()).isEqualTo(provisionable);
    }

    @Test
    void rancherStatesAreErrorsAndUnknownStatesAreRefused() {
        programs.serving("gone", Map.of("GetState", Programs.answering(TypedValue.of(9))));
        programs.serving("odd", Map.of("GetState", Programs.answering(TypedValue.of(77))));
        programs.serving("huge", Map.of("GetState", Programs.answering(TypedValue.of(1L << 40))));
        assertThat(open("gone").state()).isEqualTo(MachineState.ERROR);
        assertThatThrownBy(() -> open("odd").state())
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("GetState")
                .hasMessageContaining("77");
        assertThatThrownBy(() -> open("huge").state()).isInstanceOf(PluginException.class);
    }

    @Test
    void answersOfTheWrongTypeAreReportedWithTheMethod() {
        programs.serving(
                "x",
                Map.of(
                        "GetIP", Programs.answering(TypedValue.of(7)),
                        "GetState", Programs.answering(TypedValue.of("up")),
                        "GetSSHPort", Programs.answering(TypedValue.of(70_000))));
        programs.serving("list", Map.of("GetConfigRaw", Programs.answering(TypedValue.of(GobValue.Bytes.of("[1]")))));
        Driver driver = open("x");
        Driver list = open("list");
        list.preCreateCheck();
        assertThatThrownBy(list::config)
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "The driver plugin docker-machine-driver-list has answered GetConfigRaw with something else "
                                + "than a JSON object");
        for (ThrowingCallable question : List.<ThrowingCallable>of(driver::ip, driver::state, driver::sshPort)) {
            assertThatExceptionOfType(PluginException.class)
                    .isThrownBy(question)
                    .withMessageStartingWith("The driver plugin docker-machine-driver-x has answered Get");
        }
    }

    @Test
    void theOlderServiceNameIsAccepted() {
        programs.served(
                "old",
                Map.of(Protocol.OLD_SERVICE, Programs.proper(Map.of("GetState", Programs.answering(TypedValue.of(1))))),
                "exec /bin/sleep 1000");
        assertThat(open("old").state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void outputIsShownAndStandardErrorIsADetail() {
        programs.served(
                "loud",
                Map.of(Protocol.SERVICE, Programs.proper(Map.of())),
                "echo 'for the user'; echo 'a detail' >&2; exec /bin/sleep 1000");
        Driver driver = open("loud");
        driver.preCreateCheck();
        Awaitility.await()
                .untilAsserted(() -> assertThat(events)
                        .contains(
                                new ProgressEvent.DriverMessage("m", "for the user"),
                                new ProgressEvent.Detail("m", "DBG | a detail")));
    }

    private static RpcMethod failing(String text) {
        return _ -> {
            throw new RpcFault(text);
        };
    }
}
