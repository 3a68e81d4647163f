package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import java.util.List;

/** Rules for a card's traffic. They are only shown: nothing is filtered here. */
public record SecurityGroup(int id, String name, int ownerId, int groupId, Permissions permissions, List<Vector> rules)
        implements CloudObject {

    /** The groups of every cloud: one allows everything, one what a Docker host needs. */
    public static final List<SecurityGroup> ALL = List.of(
            new SecurityGroup(0, "default", 0, 0, Permissions.PUBLIC, List.of(rule("OUTBOUND"), rule("INBOUND"))),
            new SecurityGroup(
                    100,
                    "docker",
                    0,
                    0,
                    Permissions.PUBLIC,
                    List.of(
                            rule("OUTBOUND"),
                            new Vector()
                                    .with("PROTOCOL", "TCP")
                                    .with("RANGE", "22,2376")
                                    .with("RULE_TYPE", "INBOUND"))));

    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    @Override
    public Kind kind() {
        return Kind.SECURITY_GROUP;
    }

    private static Vector rule(String direction) {
        return new Vector().with("PROTOCOL", "ALL").with("RULE_TYPE", direction);
    }
}
