package io.onemachine.devcloud.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.GroupQuotas;
import io.onemachine.devcloud.cloud.HistoryRecord;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Quota.Metric;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.cloud.VmTemplate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the cloud's objects to and from JSON. */
final class Json {

    private Json() {}

    static JsonObject of(User user) {
        JsonObject json = new JsonObject();
        json.addProperty("id", user.id());
        json.addProperty("name", user.name());
        json.addProperty("password", user.password());
        json.addProperty("group", user.group().name());
        json.add("attributes", of(user.attributes()));
        json.add("quota", of(user.quota()));
        return json;
    }

    static User user(JsonObject json) {
        return new User(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("password").getAsString(),
                Group.valueOf(json.get("group").getAsString()),
                attributes(json.getAsJsonArray("attributes")),
                quota(json.getAsJsonObject("quota")));
    }

    /** Returns limits by their names in lower case, without defaults. */
    static JsonObject of(Quota quota) {
        JsonObject json = new JsonObject();
        for (Metric metric : Metric.values()) {
            if (quota.limit(metric) != Quota.DEFAULT) {
                json.addProperty(metric.name().toLowerCase(Locale.ROOT), quota.limit(metric));
            }
        }
        return json;
    }

    static Quota quota(JsonObject json) {
        Map<Metric, Double> limits = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            @Nullable JsonElement limit = json.get(metric.name().toLowerCase(Locale.ROOT));
            if (limit != null) {
                limits.put(metric, limit.getAsDouble());
            }
        }
        return new Quota(limits);
    }

    static JsonObject of(GroupQuotas book) {
        JsonObject json = new JsonObject();
        json.add("users", of(book.ofEveryUser()));
        json.add("groups", of(book.ofEveryGroup()));
        JsonObject groups = new JsonObject();
        for (Group group : Group.values()) {
            groups.add(group.name(), of(book.of(group)));
        }
        json.add("group", groups);
        return json;
    }

    static void fill(GroupQuotas book, JsonObject json) {
        book.setForEveryUser(quota(json.getAsJsonObject("users")));
        book.setForEveryGroup(quota(json.getAsJsonObject("groups")));
        json.getAsJsonObject("group")
                .asMap()
                .forEach((group, limits) -> book.set(Group.valueOf(group), quota(limits.getAsJsonObject())));
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
        switch (network.subnet()) {
            case Ipv4Subnet subnet -> {
                json.addProperty("subnet", subnet.toString());
                json.addProperty("first", Ipv4Subnet.format(network.range().first()));
            }
            case Ipv6Subnet subnet -> {
                json.addProperty("global", subnet.globalPrefix());
                json.addProperty("ula", subnet.ulaPrefix());
                json.addProperty("first", MacAddress.of(network.range().first()));
            }
        }
        json.addProperty("size", network.range().size());
        return json;
    }

    static Network network(JsonObject json) {
        String first = json.get("first").getAsString();
        boolean ipv6 = json.has("global");
        return new Network(
                json.get("id").getAsInt(),
                json.get("name").getAsString(),
                json.get("owner").getAsInt(),
                json.get("group").getAsInt(),
                permissions(json),
                json.get("bridge").getAsString(),
                ipv6
                        ? Ipv6Subnet.parse(
                                json.get("global").getAsString(),
                                json.get("ula").getAsString())
                        : Ipv4Subnet.parse(json.get("subnet").getAsString()),
                new Network.AddressRange(
                        ipv6 ? MacAddress.number(first) : Ipv4Subnet.address(first),
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
        ReportedState pinned = vm.pinned();
        if (pinned != null) {
            JsonObject shown = new JsonObject();
            shown.addProperty("state", pinned.state());
            shown.addProperty("lcmState", pinned.lcmState());
            json.add("shows", shown);
        }
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
                history,
                pinned(json.getAsJsonObject("shows")));
    }

    private static @Nullable ReportedState pinned(@Nullable JsonObject json) {
        return json == null
                ? null
                : new ReportedState(
                        json.get("state").getAsInt(), json.get("lcmState").getAsInt());
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

    /** Returns a pair of name and value for each, because names may repeat. */
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
