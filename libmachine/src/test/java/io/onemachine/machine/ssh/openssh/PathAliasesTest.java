package io.onemachine.machine.ssh.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.file.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathAliasesTest {
    @Test
    void plainPathNeedsNoAlias() {
        try (PathAliases names = new PathAliases()) {
            Path key = Path.of("/home/u/.docker/machine/machines/web-1/id_rsa");
            assertThat(names.of(key)).isEqualTo(key);
            assertThat(names.ofKey(key)).isEqualTo(key);
            assertThat(names.withOwnPaths("about " + key)).isEqualTo("about " + key);
        }
    }

    @Test
    void specialPathGetsATemporaryLink(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("100% \"key\""), "private");
        Files.writeString(folder.resolve("100% \"key\".pub"), "public");
        PathAliases names = new PathAliases();
        Path name = names.ofKey(key);

        assertThat(TemporaryFolders.isPlain(name)).isTrue();
        assertThat(name).hasContent("private");
        assertThat(name.resolveSibling(name.getFileName() + ".pub")).hasContent("public");
        assertThat(name.resolveSibling(name.getFileName() + "-cert.pub")).doesNotExist();
        assertThat(names.ofKey(key)).isEqualTo(name);
        assertThat(names.of(folder.resolve("known hosts"))).isNotEqualTo(name);
        assertThat(names.withOwnPaths("Load key \"" + name + "\": bad")).isEqualTo("Load key \"" + key + "\": bad");

        names.close();
        assertThat(name.getParent()).doesNotExist();
        assertThat(key).hasContent("private");
        try (PathAliases again = names) {
            assertThat(again.ofKey(key)).hasContent("private");
        }
    }
}
