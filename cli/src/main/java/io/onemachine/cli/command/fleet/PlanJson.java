package io.onemachine.cli.command.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.fleet.plan.Consent;
import io.onemachine.fleet.plan.Difference;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.PlannedAction;
import io.onemachine.fleet.swarm.SwarmAction;
import io.onemachine.machine.json.GoJson;
import java.util.Locale;

/** Formats a plan for programs. */
final class PlanJson {
    private PlanJson() {}

    /** Returns a plan as a JSON object. */
    static String of(FleetPlan plan, String source) {
        JsonObject json = new JsonObject();
        json.addProperty("fleet", plan.fleet());
        json.addProperty("file", source);
        json.addProperty("same", plan.isEmpty());
        JsonArray actions = new JsonArray();
        plan.actions().forEach(action -> actions.add(action(action)));
        json.add("actions", actions);
        JsonArray swarm = new JsonArray();
        plan.swarm().forEach(action -> swarm.add(action(action)));
        json.add("swarm", swarm);
        JsonArray warnings = new JsonArray();
        plan.warnings().forEach(warnings::add);
        json.add("warnings", warnings);
        return GoJson.indented(json);
    }

    private static JsonObject action(PlannedAction action) {
        JsonObject json = new JsonObject();
        json.addProperty("machine", action.machine());
        json.addProperty("action", word(action.kind()));
        action.wanted().ifPresent(machine -> json.addProperty("group", machine.group()));
        if (!action.reason().isEmpty()) {
            json.addProperty("reason", action.reason());
        }
        action.needs().ifPresent(need -> json.addProperty("needs", word(need)));
        if (!action.differences().isEmpty()) {
            JsonArray differences = new JsonArray();
            action.differences().forEach(difference -> differences.add(difference(difference)));
            json.add("differences", differences);
        }
        return json;
    }

    private static JsonObject action(SwarmAction action) {
        JsonObject json = new JsonObject();
        json.addProperty("machine", action.machine());
        json.addProperty("action", word(action.kind()));
        if (!action.detail().isEmpty()) {
            json.addProperty("detail", action.detail());
        }
        if (action.needsPrune()) {
            json.addProperty("needs", word(Consent.PRUNE));
        }
        return json;
    }

    private static JsonObject difference(Difference difference) {
        JsonObject json = new JsonObject();
        json.addProperty("setting", difference.setting());
        json.addProperty("present", difference.present());
        json.addProperty("wanted", difference.wanted());
        json.addProperty("effect", word(difference.effect()));
        json.addProperty("drift", difference.isDrift());
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
