package io.onemachine.cli.listing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.orphan.Orphan;
import io.onemachine.machine.json.GoJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Hosts without a machine, as {@code gc} lists them. */
public final class OrphanListing {
    private OrphanListing() {}

    /** A table with a line for each, below a header. */
    public static String table(List<Orphan> orphans) {
        StringBuilder text = new StringBuilder("ID\tNAME\tSTATE\tUSER\tENDPOINT\tSINCE\n");
        for (Orphan orphan : orphans) {
            text.append(known(orphan.host().id())).append('\t');
            text.append(TerminalText.oneLine(orphan.host().name())).append('\t');
            text.append(known(orphan.host().state())).append('\t');
            text.append(known(orphan.user())).append('\t');
            text.append(known(orphan.endpoint())).append('\t');
            text.append(since(orphan)).append('\n');
        }
        return TabWriter.align(text.toString());
    }

    /** What is not known of a host that cannot be asked about is shown as such, for columns to stay columns. */
    private static String known(String text) {
        return text.isEmpty() ? "?" : TerminalText.oneLine(text);
    }

    /**
     * An array with an object for each; every field is always there and keeps its type.
     *
     * @param removed those that are gone by now
     */
    public static String json(List<Orphan> orphans, Set<Orphan> removed) {
        JsonArray array = new JsonArray();
        for (Orphan orphan : orphans) {
            JsonObject json = new JsonObject();
            json.addProperty("id", orphan.host().id());
            json.addProperty("name", orphan.host().name());
            json.addProperty("state", orphan.host().state());
            json.addProperty("driver", orphan.driver());
            json.addProperty("user", orphan.user());
            json.addProperty("endpoint", orphan.endpoint());
            json.addProperty("since", since(orphan));
            json.addProperty("remembered", orphan.removed().isPresent());
            json.addProperty("removed", removed.contains(orphan));
            array.add(json);
        }
        return GoJson.indented(array);
    }

    /** In UTC, to the second, such as {@code 2026-03-01T12:30:00Z}; empty when it is not known. */
    private static String since(Orphan orphan) {
        return orphan.host().since().map(Instant::toString).orElse("");
    }
}
