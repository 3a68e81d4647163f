package io.onemachine.devcloud.cloud;

import java.util.EnumMap;

/** The quotas of groups, and those that count for users and groups that have none of their own. */
public final class GroupQuotas {

    private final EnumMap<Group, Quota> ofGroups = new EnumMap<>(Group.class);
    private Quota ofEveryUser = Quota.NONE;
    private Quota ofEveryGroup = Quota.NONE;

    public Quota of(Group group) {
        return ofGroups.getOrDefault(group, Quota.NONE);
    }

    public void set(Group group, Quota quota) {
        ofGroups.put(group, quota);
    }

    /** What a user's limit of {@link Quota#DEFAULT} stands for. */
    public Quota ofEveryUser() {
        return ofEveryUser;
    }

    public void setForEveryUser(Quota quota) {
        ofEveryUser = quota;
    }

    /** What a group's limit of {@link Quota#DEFAULT} stands for. */
    public Quota ofEveryGroup() {
        return ofEveryGroup;
    }

    public void setForEveryGroup(Quota quota) {
        ofEveryGroup = quota;
    }
}
