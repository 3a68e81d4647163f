package io.onemachine.devcloud.api;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudObject;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Selects objects of a pool.
 *
 * @param filter -4 the caller's group's, -3 the caller's, -2 all that the caller may use, -1 the caller's and the caller's group's, or
 *     the id of a user
 * @param start the lowest id; or, when {@code end} is below -1, how many objects to skip
 * @param end the highest id; -1 no bound; -N a page of N
 */
record Selection(int filter, int start, int end) {

    private static final int GROUP = -4;
    private static final int MINE = -3;
    private static final int ALL = -2;
    private static final int MINE_AND_GROUP = -1;

    static Selection of(Arguments arguments) {
        return new Selection(arguments.integer(1), arguments.integer(2), arguments.integer(3));
    }

    /** Returns the objects, highest id first. */
    <T extends CloudObject> List<T> from(Cloud cloud, User user, Collection<T> pool) {
        List<T> visible = pool.stream()
                .filter(object -> isWanted(user, object) && cloud.mayUse(user, object, Right.USE))
                .sorted(Comparator.comparingInt(CloudObject::id).reversed())
                .toList();
        if (end < -1) {
            return visible.stream().skip(Math.max(0, start)).limit(-(long) end).toList();
        }
        return visible.stream()
                .filter(object -> object.id() >= start && (end < 0 || object.id() <= end))
                .toList();
    }

    private boolean isWanted(User user, CloudObject object) {
        boolean mine = object.ownerId() == user.id();
        boolean myGroups = object.groupId() == user.group().id();
        return switch (filter) {
            case GROUP -> myGroups;
            case MINE -> mine;
            case ALL -> true;
            case MINE_AND_GROUP -> mine || myGroups;
            default -> object.ownerId() == filter;
        };
    }
}
