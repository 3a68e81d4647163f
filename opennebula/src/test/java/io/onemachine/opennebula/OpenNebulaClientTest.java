package io.onemachine.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.ScriptedServer;
import io.onemachine.opennebula.resource.Datastore;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls as they are sent, and answers of pools, templates, images, networks and users. */
final class OpenNebulaClientTest extends RecordedClient {
    @ParameterizedTest
    @MethodSource("virtualMachinePools")
    void everyRecordedPoolIsRead(String capture) {
        List<VirtualMachine> vms = recorded(capture).vms(PoolFilter.ALL);
        long expected = Captures.body(capture).split("<VM>", -1).length - 1L;
        assertThat(vms)
                .hasSize((int) expected)
                .allSatisfy(vm -> assertThat(vm.name()).isNotBlank());
    }

    static List<String> virtualMachinePools() {
        return Captures.names().stream()
                .filter(name -> name.contains("vmpool.info") && !name.startsWith("http") && isSuccess(name))
                .toList();
    }

    @Test
    void aPoolIsReadNewestFirstWithItsAddresses() {
        List<VirtualMachine> vms = recorded("vmpool.info").vms(PoolFilter.ALL);
        assertSentAsRecorded("vmpool.info");
        assertThat(vms).extracting(VirtualMachine::id).containsExactly(11, 9);
        assertThat(vms)
                .extracting(vm -> vm.nics().getFirst().address())
                .containsExactly(Optional.of("127.10.0.11"), Optional.of("127.10.0.10"));
        assertThat(recorded("vmpool.info_empty").vms(PoolFilter.ALL)).isEmpty();
    }

    @Test
    void manyVirtualMachinesAreAskedForInOneCall() {
        assertThat(recorded("vmpool.infoset").vms(List.of(11), true))
                .singleElement()
                .satisfies(vm -> assertThat(vm.name()).isEqualTo("life"));
        assertSentAsRecorded("vmpool.infoset");
        assertThat(recorded("vmpool.infoset").vms(List.of(3, 7, 9), false)).hasSize(1);
        assertThat(sent.getLast().params().subList(1, 3))
                .containsExactly(XmlRpcValue.of("3,7,9"), XmlRpcValue.of(false));
        int before = sent.size();
        assertThat(recorded("vmpool.infoset").vms(List.of(), false)).isEmpty();
        assertThat(sent).hasSize(before);
    }

    @Test
    void templatesImagesNetworksAndUsersAreRead() {
        VmTemplate template = recorded("template.info").template(0);
        assertSentAsRecorded("template.info");
        assertThat(template.name()).isEqualTo("Ubuntu 18.04");
        assertThat(template.template().vector("DISK").orElseThrow().value("IMAGE"))
                .contains("Ubuntu 18.04");
        assertThat(recorded("templatepool.info").templates(PoolFilter.ALL)).containsExactly(template);
        assertSentAsRecorded("templatepool.info");

        Image image = recorded("image.info").image(0);
        assertSentAsRecorded("image.info");
        assertThat(image).isEqualTo(new Image(0, "Ubuntu 18.04", OWNER, 1024, false, 1, 2));
        assertThat(recorded("imagepool.info").images(PoolFilter.ALL)).containsExactly(image);
        assertSentAsRecorded("imagepool.info");

        assertThat(recorded("datastorepool.info").datastores())
                .extracting(Datastore::id, Datastore::name, Datastore::cloneTarget, Datastore::linkTarget)
                .containsExactly(
                        tuple(2, "files", "SYSTEM", "SYSTEM"),
                        tuple(1, "default", "SYSTEM", "NONE"),
                        tuple(0, "system", "", ""));
        assertSentAsRecorded("datastorepool.info");

        VirtualNetwork network = recorded("vn.info").network(0);
        assertSentAsRecorded("vn.info");
        assertThat(network.name()).isEqualTo("public");
        assertThat(network.owner()).isEqualTo(OWNER);
        assertThat(network.addresses()).isEqualTo(200);
        assertThat(network.usedLeases()).isEqualTo(1);
        assertThat(recorded("vnpool.info").networks(PoolFilter.ALL))
                .singleElement()
                .satisfies(found -> assertThat(found.addresses()).isEqualTo(200));
        assertSentAsRecorded("vnpool.info");

        assertThat(recorded("user.info_self").currentUser().name()).isEqualTo("oneadmin");
        assertSentAsRecorded("user.info_self");
        assertThat(recorded("system.version").version()).isEqualTo("6.8.3");
        assertSentAsRecorded("system.version");
    }

    @Test
    void vmsAreCreatedAndActedUpon() {
        assertThat(recorded("vm.allocate_ok").allocate(Template.parse(text("vm.allocate_ok", 1)), false))
                .isEqualTo(11);
        MethodCall allocate = sent.getLast();
        assertThat(allocate.method()).isEqualTo("one.vm.allocate");
        assertThat(Template.parse(text(allocate, 1))).isEqualTo(Template.parse(text("vm.allocate_ok", 1)));
        assertThat(allocate.params().getLast()).isEqualTo(XmlRpcValue.of(false));

        Template extra = Template.parse(text("template.instantiate_ok_extra", 4));
        assertThat(recorded("template.instantiate_ok_extra").instantiate(0, "tvm2", extra, false, false))
                .isPositive();
        MethodCall instantiate = sent.getLast();
        MethodCall original = Captures.call("template.instantiate_ok_extra");
        assertThat(instantiate.params()).hasSameSizeAs(original.params());
        assertThat(instantiate.params().subList(0, 4))
                .isEqualTo(original.params().subList(0, 4));
        assertThat(Template.parse(text(instantiate, 4))).isEqualTo(extra);

        recorded("vm.action_poweroff").action(VmAction.POWEROFF, 11);
        assertSentAsRecorded("vm.action_poweroff");

        recorded("vm.action_poweroff").update(11, Template.EMPTY.with("TAG", "x"), true);
        assertThat(sent.getLast())
                .isEqualTo(new MethodCall(
                        "one.vm.update",
                        List.of(
                                XmlRpcValue.of("oneadmin:opennebula"),
                                XmlRpcValue.of(11),
                                XmlRpcValue.of("TAG=\"x\"\n"),
                                XmlRpcValue.of(1))));
    }

    @Test
    void aRefusedSessionIsReplacedByTheOtherOneForGood() {
        byte[] refused = Captures.bytes("bad_credentials.response.xml");
        byte[] answer = Captures.bytes("system.version.response.xml");
        HttpTransport transport = (endpoint, body) -> {
            MethodCall call = codec().readCall(body);
            sent.add(call);
            return text(call, 0).equals("oneadmin:new") ? answer : refused;
        };
        OpenNebulaClient client = new OpenNebulaClient(
                ENDPOINT,
                ONEADMIN,
                Optional.of(new Session("oneadmin", "new")),
                transport,
                (method, length, received) -> {});
        assertThat(client.version()).isEqualTo("6.8.3");
        assertThat(client.version()).isEqualTo("6.8.3");
        assertThat(sent.stream().map(call -> text(call, 0)))
                .containsExactly("oneadmin:opennebula", "oneadmin:new", "oneadmin:new");
    }

    @Test
    void theOtherSessionIsNotUsedAfterAMissingRight() {
        HttpTransport transport = (endpoint, body) -> {
            sent.add(codec().readCall(body));
            return Captures.bytes("vm.allocate_err_no_permission_image.response.xml");
        };
        OpenNebulaClient client = new OpenNebulaClient(
                ENDPOINT,
                ONEADMIN,
                Optional.of(new Session("oneadmin", "new")),
                transport,
                (method, length, received) -> {});
        assertThatExceptionOfType(ApiException.class).isThrownBy(client::version);
        assertThat(sent).hasSize(1);
    }

    @Test
    void callsOverTheNetworkWork() {
        try (ScriptedServer server =
                new ScriptedServer(ScriptedServer.ok(Captures.bytes("system.version.response.xml")))) {
            assertThat(new OpenNebulaClient(server.uri(), ONEADMIN).version()).isEqualTo("6.8.3");
            String request = server.requests().getFirst();
            byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
            assertThat(codec().readCall(body)).isEqualTo(Captures.call("system.version"));
        }
    }
}
