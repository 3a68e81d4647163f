package io.onemachine.cli.flag;

import java.util.List;

/**
 * Options that a help page shows under one title.
 *
 * @param title such as {@code Options} or {@code Network}
 * @param flags in the order of the page
 */
public record FlagGroup(String title, List<Flag> flags) {
    public FlagGroup {
        flags = List.copyOf(flags);
    }
}
