package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/** Writes the options of one driver for completion scripts: one a line, a tab before its description. */
public final class OptionLines {
    private OptionLines() {}

    /** Returns lines such as {@code --generic-ssh-port=anything<TAB>SSH port}. */
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
