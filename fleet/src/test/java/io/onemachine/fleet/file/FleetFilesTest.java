package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.error.MachineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFilesTest {
    @TempDir
    private Path folder;

    private FleetSource read(String given, Map<String, String> environment) {
        return FleetFiles.read(
                Optional.ofNullable(given).filter(path -> !path.isEmpty()),
                environment,
                folder,
                new ByteArrayInputStream("from stdin".getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "text of " + name);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', '', fleet.yaml", "'', b.yml, b.yml", "a.yml, b.yml, a.yml", "a.yml, '', a.yml"})
    void theGivenFileCountsBeforeTheVariableAndTheFolder(String given, String variable, String name)
            throws IOException {
        write("fleet.yaml", "fleet.yml", "a.yml", "b.yml");

        assertThat(read(given, Map.of(FleetFiles.VARIABLE, variable)))
                .isEqualTo(new FleetSource(name, "text of " + name));
    }

    @Test
    void theShortExtensionIsFoundToo() throws IOException {
        write("fleet.yml");

        assertThat(read("", Map.of()).name()).isEqualTo("fleet.yml");
    }

    @Test
    void aDashIsStandardInput() {
        assertThat(read("-", Map.of())).isEqualTo(new FleetSource("stdin", "from stdin"));
    }

    @Test
    void aFolderWithoutFleetFileIsAnErrorWithAHint() {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> read("", Map.of()))
                .withMessage("There is neither fleet.yaml nor fleet.yml in " + folder)
                .satisfies(e -> assertThat(e.hint())
                        .contains("Give the path of the fleet file with ‹option file›, or set MACHINE_FLEET_FILE."));
    }

    @Test
    void aMissingFileIsNamedWithItsVariable() {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> read("", Map.of(FleetFiles.VARIABLE, "no.yaml")))
                .withMessage("There is no fleet file no.yaml (environment variable MACHINE_FLEET_FILE)");
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> read("no.yaml", Map.of()))
                .withMessage("There is no fleet file no.yaml");
    }

    @Test
    void aFolderIsNoFleetFile() {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> read(".", Map.of()))
                .withMessage(". is a folder");
    }
}
