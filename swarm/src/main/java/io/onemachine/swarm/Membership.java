package io.onemachine.swarm;

import java.util.Optional;

/**
 * What a machine's configuration says of its membership in a swarm.
 *
 * @param clusterId the swarm
 * @param nodeId the machine's node in it
 */
public record Membership(String clusterId, String nodeId) {
    /** Returns the text in config.json. */
    String text() {
        return clusterId + " " + nodeId;
    }

    /** Reads the text of config.json; empty when it is not one. */
    static Optional<Membership> parse(String text) {
        String[] words = text.split(" ", -1);
        return words.length == 2 && !words[0].isEmpty() && !words[1].isEmpty()
                ? Optional.of(new Membership(words[0], words[1]))
                : Optional.empty();
    }
}
