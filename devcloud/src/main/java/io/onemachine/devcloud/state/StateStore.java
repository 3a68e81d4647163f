package io.onemachine.devcloud.state;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Stores a cloud in a folder. Called inside {@link Cloud#locked}. */
public final class StateStore {

    private static final int FORMAT = 1;

    private final Path directory;
    private final Path objects;
    private final Path vms;

    public StateStore(Path directory) {
        this.directory = directory;
        this.objects = directory.resolve("objects.json");
        this.vms = directory.resolve("vms");
    }

    /** Returns whether no cloud is stored here. */
    public boolean isEmpty() {
        return !Files.exists(objects);
    }

    /** Saves everything but the VMs. */
    public void saveObjects(Cloud cloud) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("users", array(cloud.users(), Json::of));
        json.add("images", array(cloud.images(), Json::of));
        json.add("networks", array(cloud.networks(), Json::of));
        json.add("templates", array(cloud.templates(), Json::of));
        json.add("quotas", Json.of(cloud.quotas()));
        write(directory, objects, json);
    }

    public void save(VirtualMachine vm) {
        write(vms, vms.resolve(vm.id() + ".json"), Json.of(vm.snapshot()));
    }

    /** Loads the stored objects into a cloud. */
    public void load(Cloud cloud) {
        read(objects, json -> {
            JsonObject kept = json.getAsJsonObject();
            if (kept.get("format").getAsInt() != FORMAT) {
                throw new JsonParseException("it is of another version of this program");
            }
            each(kept, "users", object -> cloud.add(Json.user(object)));
            each(kept, "images", object -> cloud.add(Json.image(object)));
            each(kept, "networks", object -> cloud.add(Json.network(object)));
            each(kept, "templates", object -> cloud.add(Json.template(object)));
            if (kept.has("quotas")) { // Missing in clouds of earlier versions.
                Json.fill(cloud.quotas(), kept.getAsJsonObject("quotas"));
            }
        });
        if (!Files.isDirectory(vms)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vms, "[0-9]*.json")) {
            for (Path file : files) {
                read(file, json -> addVm(cloud, new VirtualMachine(Json.vm(json))));
            }
        } catch (IOException e) {
            throw new StateException("cannot list " + vms + ": " + e.getMessage(), e);
        }
    }

    /** Adds a VM and its leases, which are not stored: the cards' hardware addresses determine them. */
    private static void addVm(Cloud cloud, VirtualMachine vm) {
        cloud.add(vm);
        if (vm.state() == VmState.DONE) {
            return;
        }
        for (String name : List.of("NIC", "NIC_ALIAS")) {
            for (Attributes.Vector nic : vm.template().vectors(name)) {
                if (!nic.has("MAC") || !nic.has("NETWORK_ID")) {
                    continue; // The scheduler has yet to choose its network.
                }
                cloud.findNetwork(Integer.parseInt(nic.text("NETWORK_ID")))
                        .ifPresent(network -> network.lease(vm.id(), MacAddress.number(nic.text("MAC"))));
            }
        }
    }

    private static void each(JsonObject json, String name, Consumer<JsonObject> consumer) {
        json.getAsJsonArray(name).forEach(element -> consumer.accept(element.getAsJsonObject()));
    }

    private static <T> JsonArray array(Collection<T> all, Function<T, JsonObject> toJson) {
        JsonArray json = new JsonArray();
        all.forEach(object -> json.add(toJson.apply(object)));
        return json;
    }

    private static void read(Path file, Consumer<JsonObject> consumer) {
        try {
            JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
            if (json == null) {
                throw new JsonParseException("it is empty");
            }
            consumer.accept(json);
        } catch (IOException e) {
            throw new StateException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StateException("cannot understand " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path folder, Path file, JsonObject json) {
        try {
            AtomicFile.createPrivateDirectory(folder);
            AtomicFile.write(file, json + "\n");
        } catch (IOException e) {
            throw new StateException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
