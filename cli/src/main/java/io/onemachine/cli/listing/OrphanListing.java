package io.onemachine.cli.listing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.orphan.Orphan;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Formats hosts without a machine for {@code gc}. */
public final class OrphanListing {
    private OrphanListing() {}

    /** Returns a table with a header and a line for each host. */
    public static String table(List<Orphan> orphans) {
        StringBuilder text = new StringBuilder("ID\tNAME\tSTATE\tUSER\tENDPOINT\tSINCE\n");
        for (Orphan orphan : orphans) {
            text.append(cell(orphan.host().id())).append('\t');
            text.append(TerminalText.oneLine(orphan.host().name())).append('\t');
            text.append(cell(orphan.host().state())).append('\t');
            text.append(cell(orphan.user())).append('\t');
            text.append(cell(orphan.endpoint())).append('\t');
            text.append(since(orphan)).append('\n');
        }
        return TabWriter.align(text.toString());
    }

    /** Returns a question mark for an unknown value, so that no cell of the table is empty. */
    private static String cell(String text) {
        return text.isEmpty() ? "?" : TerminalText.oneLine(text);
    }

    /**
     * Returns an array with an object for each host; every field is always present and keeps its type.
     *
     * @param removed the hosts that were removed
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

    /** Returns the time in UTC, to the second, such as {@code 2026-03-01T12:30:00Z}; empty when it is not known. */
    private static String since(Orphan orphan) {
        return orphan.host().since().map(Instant::toString).orElse("");
    }
}
