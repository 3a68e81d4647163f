package io.onemachine.machine.context;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.util.Optional;

/**
 * The content of a context's {@code meta.json}. Docker keeps keys of {@code Metadata} that it does not know, so the owner is recorded
 * there. It also copies them to another context ({@code context create --from}), so the owner's entry names its context.
 */
final class ContextMetadata {
    private static final String NAME = "Name";
    private static final String METADATA = "Metadata";
    private static final String DESCRIPTION = "Description";
    private static final String ENDPOINTS = "Endpoints";
    private static final String DOCKER = "docker";
    private static final String HOST = "Host";
    private static final String OWNER = "Onemachine";
    private static final String OWNER_STORE = "store";
    private static final String OWNER_MACHINE = "machine";
    private static final String OWNER_CONTEXT = "context";

    private final JsonObject json;

    private ContextMetadata(JsonObject json) {
        this.json = json;
    }

    /** Reads a file; empty when it is no JSON object with a name. */
    static Optional<ContextMetadata> parse(String text) {
        try {
            ContextMetadata metadata = new ContextMetadata(GoJsonReader.readObject(text));
            return metadata.name().isEmpty() ? Optional.empty() : Optional.of(metadata);
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** Returns the content of a new file. */
    static ContextMetadata of(String name) {
        JsonObject json = new JsonObject();
        json.addProperty(NAME, name);
        return new ContextMetadata(json);
    }

    String name() {
        return text(json, NAME);
    }

    /** Returns the engine's URL; empty when there is none. */
    String host() {
        return text(child(child(json, ENDPOINTS), DOCKER), HOST);
    }

    /** Returns the machine that the context belongs to. */
    Optional<ContextOwner> owner() {
        JsonObject owner = child(child(json, METADATA), OWNER);
        ContextOwner found = new ContextOwner(text(owner, OWNER_STORE), text(owner, OWNER_MACHINE));
        boolean whole = !found.store().isEmpty() && !found.machine().isEmpty();
        return whole && text(owner, OWNER_CONTEXT).equals(name()) ? Optional.of(found) : Optional.empty();
    }

    /** Returns the content for an owner and its engine, with all other keys as they are. */
    ContextMetadata with(ContextOwner owner, String host) {
        ContextMetadata changed = withOwner(owner);
        JsonObject endpoints = existingOrNew(changed.json, ENDPOINTS);
        JsonObject docker = existingOrNew(endpoints, DOCKER);
        docker.addProperty(HOST, host);
        docker.addProperty("SkipTLSVerify", false);
        return changed;
    }

    /** Returns the content for an owner. */
    ContextMetadata withOwner(ContextOwner owner) {
        JsonObject changed = json.deepCopy();
        JsonObject metadata = existingOrNew(changed, METADATA);
        String description = text(metadata, DESCRIPTION);
        if (description.isEmpty()
                || description.equals(owner().map(ContextMetadata::description).orElse(""))) {
            metadata.addProperty(DESCRIPTION, description(owner));
        }
        JsonObject entry = new JsonObject();
        entry.addProperty(OWNER_STORE, owner.store());
        entry.addProperty(OWNER_MACHINE, owner.machine());
        entry.addProperty(OWNER_CONTEXT, text(changed, NAME));
        metadata.add(OWNER, entry);
        return new ContextMetadata(changed);
    }

    /** Returns the content for a context of another name. */
    ContextMetadata named(String name) {
        JsonObject changed = json.deepCopy();
        changed.addProperty(NAME, name);
        return new ContextMetadata(changed);
    }

    /** Returns the text of the file, as docker writes it. */
    String text() {
        return GoJson.compact(json);
    }

    private static String description(ContextOwner owner) {
        return "Machine " + owner.machine();
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive primitive && primitive.isString()
                ? primitive.getAsString()
                : "";
    }

    private static JsonObject child(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? child : new JsonObject();
    }

    private static JsonObject existingOrNew(JsonObject object, String key) {
        JsonElement element = object.get(key);
        if (element instanceof JsonObject child) {
            return child;
        }
        JsonObject child = new JsonObject();
        object.add(key, child);
        return child;
    }
}
