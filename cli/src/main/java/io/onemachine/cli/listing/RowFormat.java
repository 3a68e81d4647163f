package io.onemachine.cli.listing;

import io.onemachine.cli.table.TabbedText;
import io.onemachine.cli.template.GoStruct;
import io.onemachine.cli.template.Template;
import io.onemachine.cli.template.TemplateException;
import io.onemachine.cli.terminal.Printable;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as a table, or by a template of the user's. */
public final class RowFormat {
    private static final String TABLE = "table";

    /** What a table calls the fields, in their order. */
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

    /** The table that is shown when nothing else is asked for. */
    public static String defaultTable(List<MachineRow> rows) {
        StringBuilder text = new StringBuilder("NAME\tACTIVE\tDRIVER\tSTATE\tURL\tSWARM\tDOCKER\tERRORS\n");
        for (MachineRow row : rows) {
            text.append(row.name()).append('\t').append(row.active()).append('\t');
            text.append(Printable.oneLine(row.driverName())).append('\t');
            text.append(row.state().label()).append('\t');
            text.append(Printable.oneLine(row.url())).append('\t');
            text.append(Printable.oneLine(row.swarm())).append('\t');
            text.append(Printable.oneLine(row.dockerVersion())).append('\t');
            text.append(Printable.oneLine(row.error())).append('\n');
        }
        return TabbedText.align(text.toString());
    }

    /**
     * Reads a format.
     *
     * @param format a Go template in which <code>\t</code> and <code>\n</code> stand for tab and line feed; begins with
     *     {@code table} to be aligned below a header
     */
    public static RowFormat of(String format) throws TemplateException {
        String text = format.replace("\\t", "\t").replace("\\n", "\n");
        boolean table = text.startsWith(TABLE);
        if (table) {
            text = text.substring(TABLE.length()).stripLeading();
        }
        return new RowFormat(Template.parse(text + "\n"), table);
    }

    /**
     * Writes rows.
     *
     * @param output takes the text; when there is an error it has what came before
     * @throws TemplateException when a row does not have what the format asks for
     */
    public void write(List<MachineRow> rows, StringBuilder output) throws TemplateException {
        StringBuilder text = new StringBuilder();
        try {
            if (table) {
                template.execute(headers(), text);
            }
            for (MachineRow row : rows) {
                template.execute(fields(row), text);
            }
        } finally {
            output.append(table ? TabbedText.align(text.toString()) : text);
        }
    }

    private static Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (String[] header : HEADERS) {
            headers.put(header[0], header[1]);
        }
        return headers;
    }

    private static GoStruct fields(MachineRow row) {
        HostOptions options = row.options();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("Name", row.name());
        fields.put("Active", row.active());
        fields.put("ActiveHost", row.isActiveHost());
        fields.put("ActiveSwarm", row.isActiveSwarm());
        fields.put("DriverName", row.driverName());
        fields.put("State", row.state().label());
        fields.put("URL", row.url());
        fields.put("SwarmOptions", options == null ? null : fields(options.swarm()));
        fields.put("Swarm", row.swarm());
        fields.put("EngineOptions", options == null ? null : fields(options.engine()));
        fields.put("Error", row.error());
        fields.put("DockerVersion", row.dockerVersion());
        fields.put("ResponseTime", GoDuration.text(row.responseTime()));
        return new GoStruct("HostListItem", fields);
    }

    private static GoStruct fields(SwarmOptions swarm) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("IsSwarm", swarm.isSwarm());
        fields.put("Address", swarm.address());
        fields.put("Discovery", swarm.discovery());
        fields.put("Agent", swarm.agent());
        fields.put("Master", swarm.master());
        fields.put("Host", swarm.host());
        fields.put("Image", swarm.image());
        fields.put("Strategy", swarm.strategy());
        fields.put("Heartbeat", 0L);
        fields.put("Overcommit", 0.0);
        fields.put("ArbitraryFlags", swarm.arbitraryFlags());
        fields.put("ArbitraryJoinFlags", swarm.arbitraryJoinFlags());
        fields.put("Env", swarm.env());
        fields.put("IsExperimental", swarm.isExperimental());
        return new GoStruct("swarm.Options", fields);
    }

    private static GoStruct fields(EngineOptions engine) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ArbitraryFlags", engine.arbitraryFlags());
        fields.put("DNS", engine.dns());
        fields.put("GraphDir", engine.graphDir());
        fields.put("Env", engine.env());
        fields.put("Ipv6", engine.ipv6());
        fields.put("InsecureRegistry", engine.insecureRegistry());
        fields.put("Labels", engine.labels());
        fields.put("LogLevel", engine.logLevel());
        fields.put("StorageDriver", engine.storageDriver());
        fields.put("SelinuxEnabled", engine.selinuxEnabled());
        fields.put("TLSVerify", engine.tlsVerify());
        fields.put("RegistryMirror", engine.registryMirror());
        fields.put("InstallURL", engine.installUrl());
        return new GoStruct("engine.Options", fields);
    }
}
