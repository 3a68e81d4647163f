package io.onemachine.fleet.yaml;

import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML within limits that keep a hostile file from using up memory, stack or time. */
public final class YamlReader {
    /** The longest text, in characters. */
    public static final int LONGEST = 3 * 1024 * 1024;

    /** The deepest nesting of lists and maps. */
    public static final int DEEPEST = 50;

    /**
     * The most aliases ({@code *name}) of a file: enough for one in each of many groups ({@code <<: *base}). An alias of a list or map
     * costs nothing, as its value is shared; one that is merged copies entries, which {@link #MOST_MERGED} limits.
     */
    public static final int MOST_ALIASES = 1_000;

    /** The most keys and values; a fleet of thousands of machines has fewer. */
    public static final int MOST_VALUES = 200_000;

    /** The most keys and values in all maps that are merged into others, each counted as often as it is merged. */
    public static final int MOST_MERGED = 200_000;

    /** The engine copies what it has of a line each time the buffer is read: with a small buffer a long line takes seconds. */
    private static final int BUFFER = 64 * 1024;

    private static final String TAB = "(TAB)";

    private YamlReader() {}

    /**
     * Parses a text of one document.
     *
     * @param problems receives everything that is wrong
     * @return the value; empty when the text is not YAML or holds nothing
     */
    public static Optional<YamlValue> read(String text, Variables variables, Problems problems) {
        if (text.length() > LONGEST) {
            problems.add(Place.START, "the file is larger than 3 MiB");
            return Optional.empty();
        }
        try {
            Optional<Node> root = compose(text);
            if (root.isEmpty()) {
                problems.add(Place.START, "the file is empty");
            }
            return root.map(node -> new NodeReader(variables, problems).read(node));
        } catch (LimitException e) {
            problems.add(e.place, e.problem);
        } catch (MarkedYamlEngineException e) {
            problems.add(place(e.getProblemMark().or(e::getContextMark)), "not valid YAML: " + syntax(e), hint(e));
        } catch (ReaderException e) {
            problems.add(
                    placeOf(text, e.getPosition()),
                    "not valid YAML: a character that YAML does not allow, code " + e.getCodePoint());
        } catch (YamlVersionException e) {
            problems.add(Place.START, "the version of YAML in the file is not supported", "Remove the %YAML line.");
        } catch (YamlEngineException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // The engine's scanner fails with one of these for a few malformed texts.
            problems.add(Place.START, "not valid YAML: " + PrintableText.of(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(LONGEST)
                .setBufferSize(BUFFER)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(true) // NodeReader reports these two, with their places.
                .setAllowNonScalarKeys(true)
                .build();
        Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
        return new Composer(settings, new LimitedParser(parser)).getSingleNode();
    }

    private static String syntax(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains(TAB)) {
            return "a tab where only blanks can be";
        }
        int advice = problem.indexOf(". (");
        if (advice > 0) {
            return PrintableText.of(problem.substring(0, advice));
        }
        String context = e.getContext();
        String where = context == null || context.isBlank() ? "" : " (" + context + ")";
        return PrintableText.of((problem + where).replaceAll("\\s+", " "));
    }

    private static String hint(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains(TAB)) {
            return "Indent with blanks.";
        }
        if (problem.contains("cannot start any token")) {
            return "Quote the value.";
        }
        return problem.contains("but got {") ? "Quote a value that holds braces, such as \"${NAME}\"." : "";
    }

    static Place place(Optional<Mark> mark) {
        return mark.map(known -> new Place(known.getLine() + 1, known.getColumn() + 1))
                .orElse(Place.START);
    }

    /** Returns the place of a code point; the engine gives no mark for a forbidden one. */
    private static Place placeOf(String text, int position) {
        int line = 1;
        int column = 1;
        int index = 0;
        for (int i = 0; i < position && index < text.length(); i++) {
            int c = text.codePointAt(index);
            index += Character.charCount(c);
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Place(line, column);
    }

    private static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final String problem;

        LimitException(Place place, String problem) {
            super(problem, null, false, false);
            this.place = place;
            this.problem = problem;
        }
    }

    /**
     * A list or map that has not ended.
     *
     * @param start the weight when it began
     * @param isMerged whether it is the list of maps of a merge key
     */
    private record Open(Optional<Anchor> anchor, long start, boolean isMerged) {}

    /** Counts depth, aliases and merged values while the composer, which is recursive, takes events; it does not end with a map that is merged into itself. */
    private static final class LimitedParser implements Parser {
        private final Parser parser;
        private final Deque<Open> open = new ArrayDeque<>();
        private final Map<Anchor, Long> weights = new HashMap<>();
        private boolean isAfterMergeKey;
        private int aliases;
        private int values;
        private long merged;

        LimitedParser(Parser parser) {
            this.parser = parser;
        }

        @Override
        public boolean checkEvent(Event.ID id) {
            return parser.checkEvent(id);
        }

        @Override
        public Event peekEvent() {
            return parser.peekEvent();
        }

        @Override
        public boolean hasNext() {
            return parser.hasNext();
        }

        @Override
        public Event next() {
            Event event = parser.next();
            values++;
            check(values <= MOST_VALUES, event, "the file has more than " + MOST_VALUES + " keys and values");
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    open.push(new Open(((NodeEvent) event).getAnchor(), values + merged, isAfterMergeKey));
                    check(
                            open.size() <= DEEPEST,
                            event,
                            "lists and maps are nested deeper than " + DEEPEST + " levels");
                }
                case MappingEnd, SequenceEnd -> {
                    Open ended = open.pop();
                    ended.anchor().ifPresent(anchor -> weights.put(anchor, values + merged - ended.start()));
                }
                case Alias -> alias(event, ((NodeEvent) event).getAnchor());
                case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
            isAfterMergeKey =
                    event instanceof ScalarEvent scalar && scalar.getValue().equals("<<");
            return event;
        }

        private void alias(Event event, Optional<Anchor> anchor) {
            aliases++;
            check(
                    open.stream().noneMatch(it -> it.anchor().equals(anchor)),
                    event,
                    "the alias refers to a value that it is in");
            check(aliases <= MOST_ALIASES, event, "the file has more than " + MOST_ALIASES + " aliases");
            if (isAfterMergeKey || (!open.isEmpty() && open.getFirst().isMerged())) {
                merged += anchor.map(it -> weights.getOrDefault(it, 0L)).orElse(0L);
                check(
                        merged <= MOST_MERGED,
                        event,
                        "the maps that are merged have more than " + MOST_MERGED + " keys and values");
            }
        }

        private static void check(boolean holds, Event event, String problem) {
            if (!holds) {
                throw new LimitException(YamlReader.place(event.getStartMark()), problem);
            }
        }
    }
}
