package io.onemachine.fleet.yaml;

import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns nodes into values. A node with several aliases is read once and its value shared, so that aliases of aliases do not multiply.
 * The engine's composer has resolved merge keys.
 */
final class NodeReader {
    private static final String FREE_PREFIX = "x-";

    /** The engine gives its tag for environment variables to a plain ${NAME}; the replacement here is our own. */
    private static final Set<Tag> TEXT_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MERGE, Tag.ENV_TAG);

    private final Variables variables;
    private final Problems problems;
    private final IdentityHashMap<Node, YamlValue> read = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

    NodeReader(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    YamlValue read(Node node) {
        YamlValue known = read.get(node);
        if (known != null) {
            return known;
        }
        Place place = YamlReader.place(node.getStartMark());
        if (open.putIfAbsent(node, true) != null) {
            problems.add(place, "an alias in this value refers to the value itself");
            return new YamlValue.Faulty(place);
        }
        YamlValue value = switch (node) {
            case ScalarNode scalar -> scalar(scalar, place);
            case SequenceNode sequence -> sequence(sequence, place);
            case MappingNode mapping -> mapping(mapping, place);
            default -> new YamlValue.Faulty(place);
        };
        open.remove(node);
        read.put(node, value);
        return value;
    }

    private YamlValue scalar(ScalarNode node, Place place) {
        if (!TEXT_TAGS.contains(node.getTag())) {
            refuse(node.getTag(), place);
            return new YamlValue.Faulty(place);
        }
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        boolean absent = plain && node.getTag().equals(Tag.NULL);
        return variables
                .replace(node.getValue(), place, problems)
                .<YamlValue>map(text -> new YamlValue.Scalar(text, plain, absent, place))
                .orElse(new YamlValue.Faulty(place));
    }

    private YamlValue sequence(SequenceNode node, Place place) {
        if (!node.getTag().equals(Tag.SEQ)) {
            refuse(node.getTag(), place);
        }
        return new YamlValue.Sequence(node.getValue().stream().map(this::read).toList(), place);
    }

    private YamlValue mapping(MappingNode node, Place place) {
        if (!node.getTag().equals(Tag.MAP)) {
            refuse(node.getTag(), place);
        }
        List<YamlValue.Entry> entries = new ArrayList<>();
        Map<String, Place> places = new HashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place keyPlace = YamlReader.place(tuple.getKeyNode().getStartMark());
            Optional<String> key = key(tuple.getKeyNode(), keyPlace);
            if (key.isEmpty()) {
                continue;
            }
            Place first = places.putIfAbsent(key.get(), keyPlace);
            if (first != null) {
                problems.add(
                        keyPlace,
                        "the key \"" + PrintableText.of(key.get()) + "\" is already in this map, at " + first);
            } else if (!key.get().startsWith(FREE_PREFIX)) {
                entries.add(new YamlValue.Entry(key.get(), read(tuple.getValueNode()), keyPlace));
            }
        }
        return new YamlValue.Mapping(entries, place);
    }

    private Optional<String> key(Node node, Place place) {
        if (!(node instanceof ScalarNode scalar) || !TEXT_TAGS.contains(node.getTag())) {
            problems.add(place, "a key must be a text");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    private void refuse(Tag tag, Place place) {
        problems.add(
                place,
                "the tag " + PrintableText.of(tag.getValue().replace(Tag.PREFIX, "!!")) + " is not allowed",
                "Write the value without a tag.");
    }
}
