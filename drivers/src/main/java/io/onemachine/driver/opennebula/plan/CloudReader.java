package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.Datastore;
import io.onemachine.opennebula.resource.Group;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.Quotas;
import io.onemachine.opennebula.resource.SecurityGroup;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmGroup;
import io.onemachine.opennebula.resource.VmTemplate;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what plans of VMs are made of. A plan asks each question once, and all plans that share answers do so together. Never reads VMs:
 * their state changes.
 */
final class CloudReader {

    private static final int NO_ID = -1;

    /** Which question it is, of which user, at which front end. */
    private record Question(URI endpoint, Session session, String what, int id) {}

    private final CloudAccess access;
    private final SharedAnswers ofAllPlans;
    private final SharedAnswers ofThisPlan = new SharedAnswers();

    CloudReader(CloudAccess access, SharedAnswers ofAllPlans) {
        this.access = access;
        this.ofAllPlans = ofAllPlans;
    }

    private <T> T ask(String what, int id, Function<OpenNebulaClient, T> call) {
        Question question =
                new Question(access.endpoint().uri(), access.credentials().session(), what, id);
        return ofThisPlan.get(question, () -> ofAllPlans.get(question, () -> call.apply(access.client())));
    }

    User currentUser() {
        return ask("user", NO_ID, OpenNebulaClient::currentUser);
    }

    Group group(int id) {
        return ask("group", id, client -> client.group(id));
    }

    /** Returns a group's quotas; none when the user may not read them, which OpenNebula checks again. */
    Quotas quotasOfGroup(int id) {
        return ask("quotas of group", id, client -> {
            try {
                return group(id).quotas();
            } catch (ApiException e) {
                return Quotas.NONE;
            }
        });
    }

    VmTemplate template(int id) {
        return ask("template", id, client -> client.template(id));
    }

    List<VmTemplate> templates() {
        return ask("templates", NO_ID, client -> client.templates(PoolFilter.ALL));
    }

    Image image(int id) {
        return ask("image", id, client -> client.image(id));
    }

    List<Image> images() {
        return ask("images", NO_ID, client -> client.images(PoolFilter.ALL));
    }

    VirtualNetwork network(int id) {
        return ask("network", id, client -> client.network(id));
    }

    List<VirtualNetwork> networks() {
        return ask("networks", NO_ID, client -> client.networks(PoolFilter.ALL));
    }

    List<SecurityGroup> securityGroups() {
        return ask("security groups", NO_ID, client -> client.securityGroups(PoolFilter.ALL));
    }

    List<VmGroup> vmGroups() {
        return ask("VM groups", NO_ID, client -> client.vmGroups(PoolFilter.ALL));
    }

    /** Returns the datastores; none when the user may not read them. */
    List<Datastore> datastores() {
        return ask("datastores", NO_ID, client -> {
            try {
                return client.datastores();
            } catch (ApiException e) {
                return List.of();
            }
        });
    }
}
