package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NspawnHypervisorTest {

    @TempDir
    Path folder;

    @Test
    void aCloudsNameFitsIntoInterfaceNames() {
        assertThatThrownBy(() -> new NspawnHypervisor("Too Long", folder, folder, new ProcessCommandRunner()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(NspawnHypervisor.cacheDirectory(Map.of("XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c/onemachine/rootfs"));
        assertThat(NspawnHypervisor.cacheDirectory(Map.of("HOME", "/home/a")))
                .isEqualTo(Path.of("/home/a/.cache/onemachine/rootfs"));
    }
}
