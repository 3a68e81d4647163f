package io.onemachine.cli.command.fleet;

import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.fleet.plan.ActionKind;
import io.onemachine.fleet.plan.Consent;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.Difference;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.PlannedAction;
import io.onemachine.fleet.swarm.SwarmAction;
import io.onemachine.fleet.swarm.SwarmActionKind;
import java.util.ArrayList;
import java.util.List;

/** Formats a plan for people. */
final class PlanText {
    private PlanText() {}

    /**
     * Returns the lines of a plan.
     *
     * @param source the file's name
     * @param consents what is allowed already
     */
    static List<String> lines(FleetPlan plan, String source, Consents consents) {
        List<String> lines = new ArrayList<>();
        if (plan.isEmpty()) {
            lines.add("The fleet \"" + plan.fleet() + "\" is as " + source + " says.");
        } else {
            lines.add("The fleet \"" + plan.fleet() + "\" differs from " + source + ":");
            for (PlannedAction action : plan.actions()) {
                lines.addAll(lines(action, consents));
            }
            for (SwarmAction action : plan.swarm()) {
                lines.add(line(action, consents));
            }
        }
        plan.warnings().forEach(warning -> lines.add("WARNING: " + warning));
        return lines.stream().map(TerminalText::oneLine).toList();
    }

    private static List<String> lines(PlannedAction action, Consents consents) {
        List<String> lines = new ArrayList<>();
        String needs = consents.allow(action)
                ? ""
                : action.needs()
                        .map(need -> " (needs " + option(need, action.machine()) + ")")
                        .orElse("");
        lines.add("  " + sign(action.kind()) + " " + action.machine() + ": " + word(action.kind())
                + (action.reason().isEmpty() ? "" : ", as " + action.reason()) + needs);
        for (Difference difference : action.differences()) {
            lines.add("      " + difference.text() + effect(action, difference));
        }
        return lines;
    }

    private static String line(SwarmAction action, Consents consents) {
        return "  ~ " + action.machine() + ": " + word(action.kind())
                + (action.detail().isEmpty() ? "" : ": " + action.detail())
                + (consents.allow(action) ? "" : " (needs --prune)");
    }

    private static String word(SwarmActionKind kind) {
        return switch (kind) {
            case INIT -> "create the swarm";
            case JOIN_AS_MANAGER -> "join the swarm as a manager";
            case JOIN_AS_WORKER -> "join the swarm as a worker";
            case PROMOTE -> "become a manager";
            case LABEL -> "node labels";
            case DEMOTE -> "become a worker";
            case LEAVE -> "leave the swarm, as the file does not name it there";
            case AUTOLOCK -> "autolock of the swarm";
        };
    }

    private static String effect(PlannedAction action, Difference difference) {
        if (action.kind() == ActionKind.REPLACE) {
            return "";
        }
        return switch (difference.effect()) {
            case LIVE, POWER -> "";
            case RESIZE -> " (while it runs where the cloud can do that, else with --allow-restart)";
            case ENGINE_RESTART -> " (restarts the engine)";
            case REPLACE -> " (needs another host: --replace " + action.machine() + ")";
        };
    }

    private static String sign(ActionKind kind) {
        return switch (kind) {
            case CREATE, RECREATE -> "+";
            case ADOPT, CHANGE -> "~";
            case REPLACE -> "!";
            case REMOVE -> "-";
        };
    }

    private static String word(ActionKind kind) {
        return switch (kind) {
            case CREATE -> "create";
            case RECREATE -> "create again";
            case ADOPT -> "take into the fleet";
            case CHANGE -> "change";
            case REPLACE -> "remove and create again";
            case REMOVE -> "remove";
        };
    }

    /** Returns the option that allows something. */
    static String option(Consent consent, String machine) {
        return switch (consent) {
            case PRUNE -> "--prune";
            case REPLACE -> "--replace " + machine;
            case RESTART -> "--allow-restart";
            case ADOPT -> "--adopt";
        };
    }
}
