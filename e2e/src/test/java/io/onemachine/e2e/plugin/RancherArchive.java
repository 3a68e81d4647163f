package io.onemachine.e2e.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rancher-machine does with {@code machines/} at every save: each entry's head has the size that it has by itself, a link's for
 * one, and then comes what is read by opening it. An archive takes no more than the head says.
 */
public final class RancherArchive {
    private RancherArchive() {}

    /** Fails when an entry would be too long, or cut off, in such an archive. */
    public static void takes(Path machines) throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.walk(machines)) {
            entries = all.toList();
        }
        assertThat(entries).as("what is archived").hasSizeGreaterThan(2);
        for (Path entry : entries) {
            BasicFileAttributes head =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!head.isDirectory()) {
                assertThat((long) Files.readAllBytes(entry).length)
                        .as("what is read of %s, by its size", entry)
                        .isEqualTo(head.size());
            }
        }
    }
}
