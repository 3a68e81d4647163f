package io.onemachine.machine.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * An engine's membership in a swarm (swarm mode), as it reports it.
 *
 * @param nodeState the state of its node, such as {@code active} or {@code locked}; {@code inactive} or empty when it has none
 * @param controlAvailable whether it manages the swarm and has a quorum
 */
public record SwarmState(String nodeState, boolean controlAvailable) {
    /** Reads the engine's answer about itself. */
    static SwarmState of(JsonObject info) {
        if (!(info.get("Swarm") instanceof JsonObject swarm)) {
            return new SwarmState("", false);
        }
        JsonElement state = swarm.get("LocalNodeState");
        JsonElement control = swarm.get("ControlAvailable");
        return new SwarmState(
                state != null && state.isJsonPrimitive() ? state.getAsString() : "",
                control != null && control.isJsonPrimitive() && control.getAsBoolean());
    }

    /**
     * Returns {@code manager} or {@code worker}; empty when the engine is in no swarm, or does not know its role, as while it joins.
     * Only managers can be locked.
     */
    public String role() {
        if (controlAvailable || nodeState.equals("locked")) {
            return "manager";
        }
        return nodeState.equals("active") ? "worker" : "";
    }
}
