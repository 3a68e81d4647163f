package io.onemachine.devcloud.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudObject;
import io.onemachine.devcloud.hypervisor.OfferedImage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The images that the hypervisor offers, and which of them the cloud has. */
public final class ImageCatalog {

    /** Adds an image and a template of the same name to the cloud. */
    public interface Adder {

        void add(int imageId, int templateId, String name);
    }

    private final Cloud cloud;
    private final List<OfferedImage> offered;
    private final Adder adder;
    private final Runnable saver;

    /**
     * Creates the catalog of a cloud.
     *
     * @param adder is called inside {@link Cloud#locked}
     * @param saver saves the cloud's objects; called inside {@link Cloud#locked}
     */
    public ImageCatalog(Cloud cloud, List<OfferedImage> offered, Adder adder, Runnable saver) {
        this.cloud = cloud;
        this.offered = List.copyOf(offered);
        this.adder = adder;
        this.saver = saver;
    }

    /** Returns all images with {@code name}, {@code base}, {@code real}, {@code simulated} and, of those in the cloud, {@code id}. */
    JsonArray list() {
        return cloud.locked(() -> {
            JsonArray json = new JsonArray();
            for (OfferedImage image : offered) {
                JsonObject entry = new JsonObject();
                entry.addProperty("name", image.name());
                entry.addProperty("base", image.base());
                entry.addProperty("real", image.real());
                entry.addProperty("simulated", image.simulated());
                cloud.images().stream()
                        .filter(known -> known.name().equals(image.name()))
                        .findFirst()
                        .ifPresent(known -> entry.addProperty("id", known.id()));
                json.add(entry);
            }
            return json;
        });
    }

    /**
     * Adds images with a template each, or none at all.
     *
     * @return the name, image and template number of each
     * @throws IllegalArgumentException when one is unknown or in the cloud already
     */
    JsonArray add(List<String> names) {
        return cloud.locked(() -> {
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                check(name);
                if (!seen.add(name)) {
                    throw new IllegalArgumentException("image \"" + name + "\" is named twice");
                }
            }
            JsonArray added = new JsonArray();
            for (String name : names) {
                int imageId = next(cloud.images());
                int templateId = next(cloud.templates());
                adder.add(imageId, templateId, name);
                JsonObject json = new JsonObject();
                json.addProperty("name", name);
                json.addProperty("image", imageId);
                json.addProperty("template", templateId);
                added.add(json);
            }
            saver.run();
            return added;
        });
    }

    private void check(String name) {
        if (offered.isEmpty()) {
            throw new IllegalArgumentException("the hypervisor " + cloud.host().name() + " has no images to add");
        }
        if (offered.stream().noneMatch(image -> image.name().equals(name))) {
            throw new IllegalArgumentException("there is no image \"" + name + "\"; there are " + names());
        }
        boolean taken = cloud.images().stream().anyMatch(image -> image.name().equals(name))
                || cloud.templates().stream()
                        .anyMatch(template -> template.name().equals(name));
        if (taken) {
            throw new IllegalArgumentException(
                    "the cloud has an image or template \"" + name + "\" already; there are " + names());
        }
    }

    private String names() {
        return offered.stream().map(OfferedImage::name).collect(Collectors.joining(", "));
    }

    private static int next(Collection<? extends CloudObject> objects) {
        return objects.stream().mapToInt(CloudObject::id).max().orElse(-1) + 1;
    }
}
