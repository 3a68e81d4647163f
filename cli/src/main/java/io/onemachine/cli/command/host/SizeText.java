package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the values of options that describe a size; an empty text is an option that was not given. */
final class SizeText {
    private static final Pattern MEGABYTES =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(?:([KMGT])(?:i?B)?)?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_CPUS = 4096;

    private SizeText() {}

    /** Parses {@code 4096}, in MB, or {@code 4G}, {@code 512M}, {@code 1.5T}. */
    static OptionalLong megabytes(String option, String text) throws CommandFailure {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher matcher = MEGABYTES.matcher(text.strip());
        if (matcher.matches()) {
            String letter = matcher.group(2) == null ? "M" : matcher.group(2);
            BigDecimal unit = switch (letter.toUpperCase(Locale.ROOT)) {
                case "G" -> BigDecimal.valueOf(1L << 10);
                case "T" -> BigDecimal.valueOf(1L << 20);
                case "K" -> BigDecimal.ONE.divide(BigDecimal.valueOf(1L << 10), 10, RoundingMode.UNNECESSARY);
                default -> BigDecimal.ONE;
            };
            BigDecimal value = new BigDecimal(matcher.group(1)).multiply(unit);
            long whole = value.setScale(0, RoundingMode.DOWN).longValue();
            if (whole > 0 && value.compareTo(BigDecimal.valueOf(whole)) == 0) {
                return OptionalLong.of(whole);
            }
        }
        throw CommandFailure.ofUsage("--" + option
                + " must be a whole number of MB, or one with a unit such as 4G or 512M, not \"" + text + "\"");
    }

    /** Parses a number of virtual CPUs. */
    static OptionalInt count(String option, String text) throws CommandFailure {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_CPUS) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        throw CommandFailure.ofUsage(
                "--" + option + " must be a number from 1 to " + MOST_CPUS + ", not \"" + text + "\"");
    }

    /** Parses a share of CPUs, such as {@code 0.5}. */
    static OptionalDouble share(String option, String text) throws CommandFailure {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (text.matches("[0-9]{1,4}(\\.[0-9]{1,4})?") && Double.parseDouble(text) > 0) {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        throw CommandFailure.ofUsage(
                "--" + option + " must be a number greater than 0, such as 0.5, not \"" + text + "\"");
    }
}
