package io.onemachine.devcloud.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.HistoryRecord;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.cloud.VmTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cloud's objects to and from JSON. */
final class Json {

    private Json() {}

    static JsonObject of(User user) {
        JsonObject json = new JsonObject();
        json.addProperty("id", user.id());
        json.addProperty("name", user.name());
        json.addProperty("password", user.password());
        json.addProperty("group", user.group().name());
        json.add("attributes", of(user.attributes()));
        JsonObject quota = new JsonObject();
        quota.addProperty("vms", user.quota().vms());
        quota.addProperty("memory", user.quota().memoryMb());
        quota.addProperty("cpu", user.quota().cpu());
        json.add("quota", quota);
        return json;
    }

    static User user(JsonObject json) {
        JsonObject quota = json.getAsJsonObject("quota");
        return new User(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("password").getAsString(),
                Group.valueOf(json.get("group").getAsString()),
                attributes(json.getAsJsonArray("attributes")),
                new Quota(
                        quota.get("vms").getAsInt(),
                        quota.get("memory").getAsLong(),
                        quota.get("cpu").getAsDouble()));
    }

    static JsonObject of(Image image) {
        JsonObject json = owned(image.id(), image.name(), image.ownerId(), image.groupId(), image.permissions());
        json.addProperty("source", image.source());
        json.addProperty("size", image.sizeMb());
        json.addProperty("registered", image.registered());
        json.add("attributes", of(image.attributes()));
        return json;
    }

    static Image image(JsonObject json) {
        return new Image(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("owner").getAsInt(),
                json.get("group").getAsInt(),
                permissions(json),
                json.get("source").getAsString(),
                json.get("size").getAsLong(),
                json.get("registered").getAsLong(),
                attributes(json.getAsJsonArray("attributes")));
    }

    static JsonObject of(VmTemplate template) {
        JsonObject json =
                owned(template.id(), template.name(), template.ownerId(), template.groupId(), template.permissions());
        json.addProperty("registered", template.registered());
        json.add("attributes", of(template.attributes()));
        return json;
    }

    static VmTemplate template(JsonObject json) {
        return new VmTemplate(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("owner").getAsInt(),
                json.get("group").getAsInt(),
                permissions(json),
                json.get("registered").getAsLong(),
                attributes(json.getAsJsonArray("attributes")));
    }

    static JsonObject of(Network network) {
        JsonObject json =
                owned(network.id(), network.name(), network.ownerId(), network.groupId(), network.permissions());
        json.addProperty("bridge", network.bridge());
        json.addProperty("subnet", network.subnet().toString());
        json.addProperty("first", Ipv4Subnet.format(network.range().first()));
        json.addProperty("size", network.range().size());
        return json;
    }

    static Network network(JsonObject json) {
        return new Network(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("owner").getAsInt(),
                json.get("group").getAsInt(),
                permissions(json),
                json.get("bridge").getAsString(),
                Ipv4Subnet.parse(json.get("subnet").getAsString()),
                new Network.AddressRange(
                        Ipv4Subnet.address(json.get("first").getAsString()),
                        json.get("size").getAsInt()));
    }

    static JsonObject of(VirtualMachine.Snapshot vm) {
        JsonObject json = owned(vm.id(), vm.name(), vm.ownerId(), vm.groupId(), vm.permissions());
        json.addProperty("state", vm.state().name());
        json.addProperty("resumesFrom", vm.resumesFrom().name());
        json.addProperty("created", vm.created());
        json.addProperty("ended", vm.ended());
        json.addProperty("deployId", vm.deployId());
        json.add("template", of(vm.template()));
        json.add("userTemplate", of(vm.userTemplate()));
        JsonArray history = new JsonArray();
        vm.history().forEach(stay -> history.add(of(stay)));
        json.add("history", history);
        return json;
    }

    static VirtualMachine.Snapshot vm(JsonObject json) {
        List<HistoryRecord> history = new ArrayList<>();
        json.getAsJsonArray("history").forEach(stay -> history.add(history(stay.getAsJsonObject())));
        return new VirtualMachine.Snapshot(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("owner").getAsInt(),
                json.get("group").getAsInt(),
                permissions(json),
                VmState.valueOf(json.get("state").getAsString()),
                VmState.valueOf(json.get("resumesFrom").getAsString()),
                json.get("created").getAsLong(),
                json.get("ended").getAsLong(),
                json.get("deployId").getAsString(),
                attributes(json.getAsJsonArray("template")),
                attributes(json.getAsJsonArray("userTemplate")),
                history);
    }

    private static JsonObject of(HistoryRecord stay) {
        JsonObject json = new JsonObject();
        json.addProperty("sequence", stay.sequence());
        JsonArray times = new JsonArray();
        for (long time : stay.times()) {
            times.add(time);
        }
        json.add("times", times);
        VmAction action = stay.action();
        if (action != null) {
            json.addProperty("action", action.code());
        }
        json.addProperty("actor", stay.actorId());
        return json;
    }

    private static HistoryRecord history(JsonObject json) {
        JsonArray array = json.getAsJsonArray("times");
        long[] times = new long[array.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = array.get(i).getAsLong();
        }
        @Nullable JsonElement action = json.get("action");
        return HistoryRecord.restore(
                json.get("sequence").getAsInt(),
                times,
                action == null ? null : VmAction.of(action.getAsString()).orElseThrow(),
                json.get("actor").getAsInt());
    }

    private static JsonObject owned(int id, String name, int ownerId, int groupId, Permissions permissions) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("name", name);
        json.addProperty("owner", ownerId);
        json.addProperty("group", groupId);
        json.addProperty("mode", Integer.toOctalString(permissions.mode()));
        return json;
    }

    private static Permissions permissions(JsonObject json) {
        return new Permissions(Integer.parseInt(json.get("mode").getAsString(), 8));
    }

    /** A pair of name and value for each: a name may come several times. */
    private static JsonArray of(Attributes attributes) {
        JsonArray json = new JsonArray();
        attributes.forEach((name, value) -> {
            JsonArray pair = new JsonArray();
            pair.add(name);
            switch (value) {
                case Attributes.Text(String text) -> pair.add(text);
                case Attributes.Vector(var texts) -> {
                    JsonObject vector = new JsonObject();
                    texts.forEach(vector::addProperty);
                    pair.add(vector);
                }
            }
            json.add(pair);
        });
        return json;
    }

    private static Attributes attributes(JsonArray json) {
        Attributes attributes = new Attributes();
        for (JsonElement element : json) {
            JsonArray pair = element.getAsJsonArray();
            String name = pair.get(0).getAsString();
            if (pair.get(1) instanceof JsonObject vector) {
                Attributes.Vector texts = new Attributes.Vector();
                vector.asMap().forEach((key, text) -> texts.with(key, text.getAsString()));
                attributes.add(name, texts);
            } else {
                attributes.add(name, pair.get(1).getAsString());
            }
        }
        return attributes;
    }
}
