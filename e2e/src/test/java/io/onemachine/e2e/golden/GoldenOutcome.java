package io.onemachine.e2e.golden;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The result of this program for a case.
 *
 * @param folders the folders of the run, with the store after it
 */
public record GoldenOutcome(int exit, String stdout, String stderr, GoldenFolders folders) {

    /** Texts that scripts and other programs match. */
    private static final List<Pattern> MATCHED_BY_OTHERS = List.of(
            Pattern.compile("Docker machine \"[^\"]*\" does not exist\\. Use \"docker-machine ls\" to list machines\\."
                    + " Use \"docker-machine create\" to add a new one\\."),
            Pattern.compile("Docker machine \"[^\"]*\" already exists"),
            Pattern.compile("Host is not running"),
            Pattern.compile("Error: Expected no machine name when the -u flag is present"),
            Pattern.compile("Error: No machine name\\(s\\) specified and no \"default\" machine exists"));

    /** The build of a program, which differs between any two. */
    private static final Pattern BUILD = Pattern.compile("(?<=ersion:? {1,2}0\\.16\\.2, build )\\S+");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"\n]+)\"");

    /** Returns the differences from the recording by aspect. */
    public Map<GoldenAspect, String> differences(GoldenCase golden) {
        Map<GoldenAspect, String> differences = new EnumMap<>(GoldenAspect.class);
        if (exit != golden.exit()) {
            differences.put(GoldenAspect.EXIT, "exit code " + exit + ", recorded: " + golden.exit());
        }
        compare(differences, GoldenAspect.OUTPUT, comparable(golden, stdout), comparable(golden, golden.stdout()));
        if (!golden.debug()) {
            String errors = whatErrorsLack(golden);
            if (!errors.isEmpty()) {
                differences.put(GoldenAspect.ERRORS, errors);
            }
        }
        if (!golden.storeAfter().isEmpty()) {
            compare(
                    differences,
                    GoldenAspect.FILES,
                    String.join("\n", folders.files()),
                    String.join("\n", golden.storeAfter()));
        }
        golden.configAfter()
                .forEach((file, text) ->
                        compare(differences, GoldenAspect.CONFIG, withoutVmId(folders.read(file)), text));
        return differences;
    }

    /**
     * Fails when the result differs from the recording other than intended, and when an intended difference does not
     * occur.
     */
    public void isAsRecorded(GoldenCase golden, Optional<GoldenDifference> meant) {
        Map<GoldenAspect, String> differences = differences(golden);
        Set<GoldenAspect> expected = meant.map(GoldenDifference::aspects).orElse(Set.of());
        if (!differences.keySet().equals(expected)) {
            throw new AssertionError(golden.id() + ": docker-machine " + String.join(" ", golden.arguments())
                    + "\ndiffers in " + differences.keySet() + ", differences.md has " + expected + "\n"
                    + String.join("\n", differences.values()) + "\nstderr: " + stderr);
        }
        OptionalInt exitOfOurs = meant.map(GoldenDifference::exit).orElse(OptionalInt.empty());
        if (exitOfOurs.isPresent() && exitOfOurs.getAsInt() != exit) {
            throw new AssertionError(golden.id() + ": exit code " + exit + ", differences.md has "
                    + exitOfOurs.getAsInt() + "\nstderr: " + stderr);
        }
    }

    /** Returns whether stderr equals the recorded one, which no case requires. */
    public boolean hasTheSameErrors(GoldenCase golden) {
        return folders.recorded(stderr).equals(golden.stderr());
    }

    private static void compare(
            Map<GoldenAspect, String> differences, GoldenAspect aspect, String ours, String recorded) {
        if (!ours.equals(recorded)) {
            differences.put(aspect, "--- ours\n" + ours + "\n--- recorded\n" + recorded);
        }
    }

    private static String withoutVmId(String json) {
        return json.replaceAll("\"MachineId\": \\d+", "\"MachineId\": \"\\$VMID\"");
    }

    private String comparable(GoldenCase golden, String text) {
        String[] lines = BUILD.matcher(withoutVmId(folders.recorded(text)))
                .replaceAll("\\$BUILD")
                .replaceAll("(?m)^[0-9.]+(ns|µs|ms|s)$", "\\$DURATION")
                .split("\n", -1);
        if (golden.firstLineOnly()) {
            return lines[0];
        }
        if (golden.unordered()) {
            Arrays.sort(lines);
        }
        return String.join("\n", lines);
    }

    /** Returns the parts of the recorded stderr's meaning that are missing in this program's. */
    private String whatErrorsLack(GoldenCase golden) {
        String ours = folders.recorded(stderr);
        if (golden.stderr().isBlank()) {
            return exit == 0 && !ours.isBlank() ? "something on stderr: " + ours : "";
        }
        if (ours.isBlank()) {
            return "nothing on stderr; recorded: " + golden.stderr();
        }
        for (Pattern pattern : MATCHED_BY_OTHERS) {
            for (MatchResult text : pattern.matcher(golden.stderr()).results().toList()) {
                if (!ours.contains(text.group())) {
                    return "not said: " + text.group() + "\nbut: " + ours;
                }
            }
        }
        for (MatchResult quoted : QUOTED.matcher(golden.stderr()).results().toList()) {
            if (!ours.contains(quoted.group(1))) {
                return "not named: " + quoted.group(1) + "\nbut: " + ours + "recorded: " + golden.stderr();
            }
        }
        return "";
    }
}
