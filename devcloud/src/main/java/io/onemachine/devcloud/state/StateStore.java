package io.onemachine.devcloud.state;

import com.google.gson.Gson;
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
import java.util.List;
import java.util.function.Consumer;

/** Stores a cloud in a folder. Called inside {@link Cloud#locked}. */
public final class StateStore {

    private static final Gson GSON = new Gson();

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
        write(directory, objects, StoredObjects.of(cloud));
    }

    public void save(VirtualMachine vm) {
        write(vms, vms.resolve(vm.id() + ".json"), StoredVm.of(vm.snapshot()));
    }

    /** Loads the stored objects into a cloud. */
    public void load(Cloud cloud) {
        read(objects, StoredObjects.class, stored -> stored.fill(cloud));
        if (!Files.isDirectory(vms)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vms, "[0-9]*.json")) {
            for (Path file : files) {
                read(file, StoredVm.class, stored -> addVm(cloud, new VirtualMachine(stored.restore())));
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

    private static <T> void read(Path file, Class<T> type, Consumer<T> consumer) {
        try {
            T stored = GSON.fromJson(Files.readString(file), type);
            if (stored == null) {
                throw new JsonParseException("it is empty");
            }
            consumer.accept(stored);
        } catch (IOException e) {
            throw new StateException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StateException("cannot understand " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path folder, Path file, Record stored) {
        try {
            AtomicFile.createPrivateDirectory(folder);
            AtomicFile.write(file, GSON.toJsonTree(stored) + "\n");
        } catch (IOException e) {
            throw new StateException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
