package io.onemachine.devcloud.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmTemplate;
import io.onemachine.devcloud.hypervisor.OfferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageCatalogTest {

    private static final List<OfferedImage> OFFERED = List.of(
            new OfferedImage("plain", "Debian trixie", "everything", ""),
            new OfferedImage("rocky-9", "Debian trixie", "dnf", "os-release"),
            new OfferedImage("arch", "Debian trixie", "pacman", "os-release"));

    private final Cloud cloud = new Cloud(Release.DEFAULT, new Cloud.HostCapacity("fake", 8, 16 << 10));
    private final AtomicInteger saves = new AtomicInteger();
    private final ImageCatalog catalog = new ImageCatalog(cloud, OFFERED, this::addImage, saves::incrementAndGet);

    @BeforeEach
    void fill() {
        addImage(0, 4, "plain");
    }

    private void addImage(int imageId, int templateId, String name) {
        cloud.add(new Image(imageId, name, 0, 0, Permissions.PUBLIC, name, 1, 0, new Attributes()));
        cloud.add(new VmTemplate(templateId, name, 0, 0, Permissions.PUBLIC, 0, new Attributes()));
    }

    @Test
    void addedImagesGetTheNextFreeNumbersAndAreSaved() {
        assertThat(catalog.add(List.of("rocky-9", "arch")))
                .hasToString(
                        "[{\"name\":\"rocky-9\",\"image\":1,\"template\":5},{\"name\":\"arch\",\"image\":2,\"template\":6}]");

        assertThat(cloud.images()).extracting(Image::name).containsExactly("plain", "rocky-9", "arch");
        assertThat(saves).hasValue(1);
    }

    @Test
    void theListSaysWhichImagesTheCloudHas() {
        JsonObject plain = catalog.list().get(0).getAsJsonObject();
        JsonObject rocky = catalog.list().get(1).getAsJsonObject();

        assertThat(plain.get("id").getAsInt()).isZero();
        assertThat(rocky.has("id")).isFalse();
        assertThat(rocky.get("real").getAsString()).isEqualTo("dnf");
        assertThat(rocky.get("simulated").getAsString()).isEqualTo("os-release");
    }

    @Test
    void oneWrongNameAddsNothing() {
        assertThatThrownBy(() -> catalog.add(List.of("arch", "windows")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no image \"windows\"; there are plain, rocky-9, arch");
        assertThatThrownBy(() -> catalog.add(List.of("arch", "plain")))
                .hasMessage("the cloud has an image or template \"plain\" already; there are plain, rocky-9, arch");
        assertThatThrownBy(() -> catalog.add(List.of("arch", "arch"))).hasMessage("image \"arch\" is named twice");

        assertThat(cloud.images()).hasSize(1);
        assertThat(saves).hasValue(0);
    }

    @Test
    void aHypervisorWithoutImagesSaysSo() {
        ImageCatalog none = new ImageCatalog(cloud, List.of(), this::addImage, saves::incrementAndGet);

        assertThatThrownBy(() -> none.add(List.of("arch"))).hasMessage("the hypervisor fake has no images to add");
        assertThat(none.list()).isEmpty();
    }
}
