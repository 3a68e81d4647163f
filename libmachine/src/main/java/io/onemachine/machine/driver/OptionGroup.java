package io.onemachine.machine.driver;

import java.util.List;

/**
 * A titled group of a driver's options, for help texts.
 *
 * @param title such as {@code Network}
 * @param options names of flags without dashes, in the order in which they are explained
 */
public record OptionGroup(String title, List<String> options) {
    public OptionGroup {
        options = List.copyOf(options);
    }
}
