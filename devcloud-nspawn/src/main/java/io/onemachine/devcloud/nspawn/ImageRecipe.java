package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The scripts, files and package lists that images are built from, resources of this program. */
final class ImageRecipe {

    /** Packages of every base system. */
    static final List<String> BASE_PACKAGES = List.of(
            "systemd",
            "systemd-sysv",
            "dbus",
            "openssh-server",
            "sudo",
            "iproute2",
            "curl",
            "ca-certificates",
            "procps",
            "iptables",
            "less",
            "openssl");

    private static final String LAYER_SCRIPT = "layer.sh";

    private ImageRecipe() {}

    /** Returns a name for the image's root file system that changes with every change of its recipe. */
    static String hash(Image image) {
        MessageDigest digest = sha256();
        for (Image layer : image.stack()) {
            update(digest, layer.source());
            String suite = layer.suite();
            update(digest, suite == null ? "" : suite + packages(layer));
            for (String name : resources(layer)) {
                update(digest, name);
                update(digest, text(name));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 10);
    }

    /** Returns the packages of a base system. */
    static List<String> packages(Image image) {
        List<String> packages = new ArrayList<>(BASE_PACKAGES);
        packages.addAll(image.packages());
        return packages;
    }

    /** Writes the scripts and files of an image into a folder. */
    static void extract(Image image, Path directory) throws IOException {
        for (String name : resources(image)) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(name));
        }
    }

    /** Returns the text of a resource. */
    static String text(String name) {
        try (InputStream in = ImageRecipe.class.getResourceAsStream("rootfs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its resource rootfs/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> resources(Image image) {
        List<String> names = new ArrayList<>(image.scripts());
        names.addAll(image.files());
        names.add(LAYER_SCRIPT);
        return names;
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
