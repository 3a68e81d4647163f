package io.onemachine.devcloud.cloud;

import java.util.EnumMap;

/** The quotas of groups, and the default quotas of users and groups. */
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

    /** Returns the default quota of users, which {@link Quota#DEFAULT} stands for. */
    public Quota ofEveryUser() {
        return ofEveryUser;
    }

    public void setForEveryUser(Quota quota) {
        ofEveryUser = quota;
    }

    /** Returns the default quota of groups, which {@link Quota#DEFAULT} stands for. */
    public Quota ofEveryGroup() {
        return ofEveryGroup;
    }

    public void setForEveryGroup(Quota quota) {
        ofEveryGroup = quota;
    }
}
