package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/** The options of one driver for a script that asks while it completes: one a line, a tab before what it is for. */
public final class OptionLines {
    private OptionLines() {}

    /** Lines such as {@code --generic-ssh-port=anything<TAB>SSH port}. */
    public static String of(List<Flag> flags) {
        StringBuilder lines = new StringBuilder();
        for (Flag flag : flags) {
            for (String name : ShellText.dashed(flag)) {
                lines.append(name).append(ShellText.takesValue(flag) ? "=" + ValueText.of(flag) : "");
                lines.append('\t').append(flag.description().replaceAll("\\s+", " "));
                lines.append('\n');
            }
        }
        return lines.toString();
    }
}
