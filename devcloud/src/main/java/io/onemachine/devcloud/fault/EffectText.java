package io.onemachine.devcloud.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats effects: {@code delay 2s}, {@code error 2048 "not now"}. */
public final class EffectText {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private EffectText() {}

    /**
     * Parses words.
     *
     * @throws IllegalArgumentException when they are not an effect, with a message for the user
     */
    public static Effect parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("the effect is missing");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "error" -> new Effect.Refuse(number(word(rest, 0, "a code")), word(rest, 1, "a message"));
            case "drop-before" -> new Effect.DropBefore();
            case "drop-after" -> new Effect.DropAfter();
            case "delay" -> new Effect.Delay(time(word(rest, 0, "a time")));
            case "truncate" -> new Effect.Truncate(number(word(rest, 0, "a number of bytes")));
            case "garbage" -> new Effect.Garbage();
            case "page" -> new Effect.Page(status(word(rest, 0, "an HTTP status")));
            case "fail" -> new Effect.Fail(word(rest, 0, "a message"));
            case "stuck" -> new Effect.Stuck();
            case "unknown" -> new Effect.Unknown();
            default ->
                throw new IllegalArgumentException(
                        "\"" + words.getFirst() + "\" is not an effect; 'devcloud help fault' lists the effects");
        };
    }

    /** Formats an effect in the syntax that {@link #parse} reads. */
    public static String format(Effect effect) {
        return switch (effect) {
            case Effect.Refuse(int code, String message) -> "error " + code + " \"" + message + "\"";
            case Effect.DropBefore() -> "drop-before";
            case Effect.DropAfter() -> "drop-after";
            case Effect.Delay(var time) -> "delay " + time.toMillis() + "ms";
            case Effect.Truncate(int bytes) -> "truncate " + bytes;
            case Effect.Garbage() -> "garbage";
            case Effect.Page(int status) -> "page " + status;
            case Effect.Fail(String message) -> "fail \"" + message + "\"";
            case Effect.Stuck() -> "stuck";
            case Effect.Unknown() -> "unknown";
        };
    }

    /**
     * Checks that an effect fits a target.
     *
     * @throws IllegalArgumentException when it does not
     */
    public static void requireFit(String target, Effect effect) {
        boolean ofVm = target.startsWith("vm.");
        if (ofVm
                && List.of(VmPhase.values()).stream()
                        .noneMatch(phase -> phase.target().equals(target))) {
            throw new IllegalArgumentException("there is no target \"" + target
                    + "\"; a machine has vm.prolog, vm.boot, vm.running, vm.shutdown, vm.resize, vm.disk-resize and"
                    + " vm.snapshot");
        }
        boolean fits = ofVm ? effect instanceof Effect.OfVm : effect instanceof Effect.OfCall;
        if (!fits) {
            throw new IllegalArgumentException("\"" + format(effect) + "\" does not fit "
                    + (ofVm ? "a machine" : "a call") + "; 'devcloud help fault' lists the effects");
        }
        boolean onlyUnknown = target.equals(VmPhase.RUNNING.target());
        if (effect instanceof Effect.Unknown != onlyUnknown && ofVm) {
            throw new IllegalArgumentException("vm.running takes \"unknown\" only, and nothing else takes it");
        }
    }

    private static String word(List<String> rest, int position, String what) {
        if (position >= rest.size()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return rest.get(position);
    }

    private static int number(String word) {
        if (!word.matches("\\d{1,8}")) {
            throw new IllegalArgumentException("\"" + word + "\" is not a number");
        }
        return Integer.parseInt(word);
    }

    private static int status(String word) {
        int status = number(word);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("an HTTP status is 200 to 599, not " + status);
        }
        return status;
    }

    private static Duration time(String word) {
        Matcher matcher = TIME.matcher(word.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + word + "\" is not a time; one looks like 500ms, 2s or 1m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
