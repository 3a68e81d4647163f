package io.onemachine.cli.listing;

import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.gotemplate.Template;
import io.onemachine.gotemplate.error.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows as a table, or with a template that the user supplies. */
public final class RowFormat {
    static final String FLEET = "Fleet";
    static final String SWARM_ROLE = "SwarmRole";

    private static final String TABLE = "table";

    /** The fields that docker-machine does not have, and their column titles. */
    private static final String[][] OWN_HEADERS = {{FLEET, "FLEET"}, {SWARM_ROLE, "SWARM_ROLE"}};

    /** The fields and their column titles, in order. */
    private static final String[][] HEADERS = {
        {"Name", "NAME"},
        {"Active", "ACTIVE"},
        {"ActiveHost", "ACTIVE_HOST"},
        {"ActiveSwarm", "ACTIVE_SWARM"},
        {"DriverName", "DRIVER"},
        {"State", "STATE"},
        {"URL", "URL"},
        {"SwarmOptions", "SWARM_OPTIONS"},
        {"Swarm", "SWARM"},
        {"EngineOptions", "ENGINE_OPTIONS"},
        {"Error", "ERRORS"},
        {"DockerVersion", "DOCKER"},
        {"ResponseTime", "RESPONSE"},
    };

    private final Template template;
    private final boolean table;

    private RowFormat(Template template, boolean table) {
        this.template = template;
        this.table = table;
    }

    /** Returns the table that {@code ls} prints without {@code --format}. */
    public static String defaultTable(List<MachineRow> rows) {
        StringBuilder text = new StringBuilder("NAME\tACTIVE\tDRIVER\tSTATE\tURL\tSWARM\tDOCKER\tERRORS\n");
        for (MachineRow row : rows) {
            text.append(row.name()).append('\t').append(row.active()).append('\t');
            text.append(TerminalText.oneLine(row.driverName())).append('\t');
            text.append(row.state().label()).append('\t');
            text.append(TerminalText.oneLine(row.url())).append('\t');
            text.append(TerminalText.oneLine(row.swarm())).append('\t');
            text.append(TerminalText.oneLine(row.dockerVersion())).append('\t');
            text.append(TerminalText.oneLine(row.error().isEmpty() ? row.warning() : row.error()))
                    .append('\n');
        }
        return TabWriter.align(text.toString());
    }

    /**
     * Parses a format.
     *
     * @param format a Go template in which <code>\t</code> and <code>\n</code> stand for tab and line feed; one that begins with
     *     {@code table} is aligned below a header
     */
    public static RowFormat of(String format) throws TemplateException {
        String text = format.replace("\\t", "\t").replace("\\n", "\n");
        boolean table = text.startsWith(TABLE);
        if (table) {
            text = text.substring(TABLE.length()).stripLeading();
        }
        return new RowFormat(Template.parseWithJson(text + "\n"), table);
    }

    /** Returns whether the template reads the engines' roles in a swarm, which the engines are not asked for otherwise. */
    public boolean readsSwarmRoles() {
        return template.fieldNames().contains(SWARM_ROLE);
    }

    /**
     * Writes rows.
     *
     * @param output receives the text; after an error it holds the text before the error
     * @throws TemplateException when the template fails for a row, such as for an unknown field
     */
    public void write(List<MachineRow> rows, StringBuilder output) throws TemplateException {
        StringBuilder text = new StringBuilder();
        try {
            if (table) {
                template.execute(headers(), text);
            }
            for (MachineRow row : rows) {
                template.execute(RowTemplateData.of(row), text);
            }
        } finally {
            output.append(table ? TabWriter.align(text.toString()) : text);
        }
    }

    private Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (String[] header : HEADERS) {
            headers.put(header[0], header[1]);
        }
        Set<String> read = template.fieldNames();
        for (String[] header : OWN_HEADERS) {
            if (read.contains(header[0])) {
                headers.put(header[0], header[1]);
            }
        }
        return headers;
    }
}
