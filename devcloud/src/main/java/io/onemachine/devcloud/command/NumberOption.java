package io.onemachine.devcloud.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of a range. */
abstract class NumberOption implements ITypeConverter<Integer> {

    private final int lowest;
    private final int highest;

    private NumberOption(int lowest, int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    @Override
    public final Integer convert(String text) {
        int number = text.matches("\\d{1,8}") ? Integer.parseInt(text) : -1;
        if (number < lowest || number > highest) {
            throw new TypeConversionException(
                    "must be a number from " + lowest + " to " + highest + ", not \"" + text + "\".");
        }
        return number;
    }

    /** Reads a TCP port. */
    static final class Port extends NumberOption {
        Port() {
            super(1, 65_535);
        }
    }

    /** Reads a TCP port, or 0 for any that is free. */
    static final class PortOrAny extends NumberOption {
        PortOrAny() {
            super(0, 65_535);
        }
    }

    /** Reads how often something happens. */
    static final class Times extends NumberOption {
        Times() {
            super(1, 1_000_000);
        }
    }
}
