package io.onemachine.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.ScriptedServer;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.Nic;
import io.onemachine.opennebula.resource.Owner;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.BooleanValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenNebulaClientTest {

    private static final URI ENDPOINT = URI.create("http://one.example:2633/RPC2");
    private static final Session ONEADMIN = new Session("oneadmin", "opennebula");
    private static final Owner OWNER = new Owner(0, "oneadmin", 0, "oneadmin");

    private final List<MethodCall> sent = new ArrayList<>();

    @Test
    void aRunningVirtualMachineIsRead() {
        VirtualMachine vm = recorded("vm.info_running").vm(11);
        assertSentAsRecorded("vm.info_running");
        assertThat(vm.id()).isEqualTo(11);
        assertThat(vm.name()).isEqualTo("life");
        assertThat(vm.owner()).isEqualTo(OWNER);
        assertThat(vm.status().isRunning()).isTrue();
        assertThat(vm.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.network()).isEqualTo("public");
            assertThat(nic.networkId()).isEqualTo("0");
            assertThat(nic.address()).contains("127.10.0.11");
        });
        assertThat(vm.template().single("MEMORY")).contains("512");
        assertThat(vm.template().vector("DISK").orElseThrow().value("IMAGE")).contains("Ubuntu 18.04");
        assertThat(vm.userTemplate()).isEqualTo(Template.EMPTY);
        assertThat(vm.error()).isEmpty();
        assertThat(vm.schedulerMessage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vm.info_just_allocated, 11, PENDING, LCM_INIT",
        "vm.info_running, 11, ACTIVE, RUNNING",
        "vm.info_hold, -, HOLD, LCM_INIT",
        "vm.info_after_poweroff_immediately, 11, ACTIVE, SHUTDOWN_POWEROFF",
        "vm.info_after_poweroff, 11, POWEROFF, LCM_INIT",
        "vm.info_after_resume_immediately, 11, POWEROFF, LCM_INIT",
        "vm.info_after_suspend, 11, SUSPENDED, LCM_INIT",
        "vm.info_after_stop, 11, STOPPED, LCM_INIT",
        "vm.info_after_terminate, 13, DONE, LCM_INIT",
        "vm.info_boot_failure, 24, ACTIVE, BOOT_FAILURE",
        "vm.info_pending_sched_message, 23, PENDING, LCM_INIT",
        "vm.info_done, -, DONE, LCM_INIT"
    })
    void statesAreRead(String capture, String id, VmState state, LcmState lcm) {
        VirtualMachine vm = recorded(capture).vm(1);
        assertThat(vm.status().state()).isEqualTo(state);
        if (state == VmState.ACTIVE) {
            assertThat(vm.status().lcm()).isEqualTo(lcm);
        }
        if (!id.equals("-")) {
            assertThat(vm.id()).isEqualTo(Integer.parseInt(id));
        }
    }

    @Test
    void errorsOfAVmAreRead() {
        assertThat(recorded("vm.info_pending_sched_message").vm(23).schedulerMessage())
                .contains(
                        "Sun Nov 22 08:42:06 2026: Cannot dispatch VM: No host with enough capacity to deploy the VM");
        assertThat(recorded("vm.info_boot_failure").vm(24).error())
                .contains("Sun Nov 22 08:42:08 2026: DEPLOY: dummy-host:fails:dummy");
    }

    @Test
    void everyNetworkCardIsRead() {
        assertThat(recorded("vm.info_two_nics").vm(20).nics())
                .extracting(Nic::id, nic -> nic.address().orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("0", "127.10.0.12"),
                        org.assertj.core.groups.Tuple.tuple("1", "127.10.0.13"));
        assertThat(recorded("vm.info_no_nic").vm(1).nics()).isEmpty();
    }

    @Test
    void theAddressIsTheExternalOneThenVersionFourThenVersionSix() {
        assertThat(address("EXTERNAL_IP=\"192.0.2.9\",IP=\"10.0.0.1\",IP6=\"2001:db8::1\""))
                .contains("192.0.2.9");
        assertThat(address("EXTERNAL_IP=\"\",IP=\"10.0.0.1\",IP6=\"2001:db8::1\""))
                .contains("10.0.0.1");
        assertThat(address("IP6_LINK=\"fe80::1\",IP6_GLOBAL=\"2001:db8::2\"")).contains("2001:db8::2");
        assertThat(address("IP6=\"2001:db8::1\"")).contains("2001:db8::1");
        assertThat(address("MAC=\"02:00\"")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("virtualMachines")
    void everyRecordedVirtualMachineIsRead(String capture) {
        VirtualMachine vm = recorded(capture).vm(1);
        assertThat(vm.name()).isNotBlank();
        assertThat(vm.owner().user()).isNotBlank();
        assertThat(vm.status().state()).isNotEqualTo(VmState.UNRECOGNIZED);
        assertThat(vm.template().single("VMID")).contains(String.valueOf(vm.id()));
    }

    static List<String> virtualMachines() {
        return Captures.names().stream()
                .filter(name -> name.startsWith("vm.info_") && isSuccess(name))
                .toList();
    }

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
        assertThat(image).isEqualTo(new Image(0, "Ubuntu 18.04", OWNER, 1024, false, 2));
        assertThat(recorded("imagepool.info").images(PoolFilter.ALL)).containsExactly(image);
        assertSentAsRecorded("imagepool.info");

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

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRecordedRefusalKeepsItsCodeAndMessage(String capture) {
        List<XmlRpcValue> items = Captures.items(capture);
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).vm(1));
        assertThat(new StringValue(e.getMessage())).isEqualTo(items.get(1));
        assertThat(new IntValue(e.number())).isEqualTo(items.get(2));
        assertThat(e.code()).isNotEqualTo(ApiErrorCode.OTHER);
        assertThat(e.code().number()).isEqualTo(e.number());
    }

    static List<String> refusals() {
        return Captures.names().stream()
                .filter(name -> !name.startsWith("http_get") && !name.startsWith("http_other"))
                .filter(name -> !isFault(name) && !isSuccess(name))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad_credentials | AUTHENTICATION | [one.user.info] User couldn't be authenticated, aborting call.",
                "vm.info_missing | NO_EXISTS | [one.vm.info] Error getting virtual machine [99999].",
                "vm.allocate_err_no_permission_image | AUTHORIZATION | [one.vm.allocate] User [2] : Not authorized to perform USE IMAGE [0].",
                "vm.action_err_resume_running | ACTION | This action is not available for state RUNNING",
                "vm.allocate_err_bad_image_name | INTERNAL | does not own an image with name: nope",
                "template.instantiate_err_bad_network | ALLOCATE | does not own a network with name"
            })
    void refusalsAreDistinguished(String capture, ApiErrorCode code, String message) {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).version());
        assertThat(e.code()).isEqualTo(code);
        assertThat(e).hasMessageContaining(message);
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

    @ParameterizedTest
    @CsvSource({"malformed_xml, -503", "too_few_arguments, -501", "wrong_argument_type, -501", "unknown_method, -506"})
    void faultsAreRefusalsOfTheCallItself(String capture, int fault) {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).version());
        assertThat(e.code()).isEqualTo(ApiErrorCode.XML_RPC_API);
        assertThat(e).hasMessageContaining("(XML-RPC fault " + fault + ")");
    }

    @Test
    void anUnknownCodeIsKept() {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> answering("<boolean>0</boolean>", "<string>new</string>", "<i4>12345</i4>")
                        .version());
        assertThat(e.code()).isEqualTo(ApiErrorCode.OTHER);
        assertThat(e.number()).isEqualTo(12345);
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        assertThat(answering("<boolean>1</boolean>", "<string>9.9</string>", "<i4>0</i4>", "<struct/>", "<nil/>")
                        .version())
                .isEqualTo("9.9");
        assertThat(answering("<boolean>1</boolean>", "<i8>7</i8>").allocate(Template.EMPTY, false))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<string>not an array</string>",
                "<array><data/></array>",
                "<array><data><value><boolean>1</boolean></value></data></array>",
                "<array><data><value><string>1</string></value><value><string>x</string></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value><i4>1</i4></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value><string>no xml</string></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;html/></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM/></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM>&lt;ID>x&lt;/ID>&lt;/VM></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM>&lt;ID>1&lt;/ID></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;!DOCTYPE VM>&lt;VM/></value></data></array>"
            })
    void answersOfTheWrongShapeAreMalformed(String value) {
        OpenNebulaClient client =
                raw("<methodResponse><params><param><value>" + value + "</value></param></params></methodResponse>");
        TransportException e = catchThrowableOfType(TransportException.class, () -> client.vm(1));
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e).hasMessageContaining(ENDPOINT.toString()).hasMessageContaining("one.vm.info");
        assertThat(e.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void detailsOfTheWrongTypeDoNotSpoilTheRest() {
        VirtualMachine vm = document("<VM><ID>4</ID><UID>many</UID><STATE>99999999999999999999</STATE><LCM_STATE/>"
                        + "<TEMPLATE>text</TEMPLATE></VM>")
                .vm(4);
        assertThat(vm.id()).isEqualTo(4);
        assertThat(vm.owner().userId()).isEqualTo(-1);
        assertThat(vm.status().state()).isEqualTo(VmState.UNRECOGNIZED);
        assertThat(vm.nics()).isEmpty();
    }

    @Test
    void aWebPageIsReportedAsOne() {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> raw("<!DOCTYPE html><html><body>Please log in</body></html>")
                        .version())
                .withMessageContaining("it is XML, but not OpenNebula's");
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> raw("Welcome!").version())
                .withMessageContaining("it is not XML, or was cut short");
    }

    @Test
    void aBillionLaughsInTheDocumentAreNotExpanded() {
        String laughs = "<!DOCTYPE VM [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><VM><ID>1</ID><NAME>&b;</NAME></VM>";
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> document(laughs).vm(1))
                .withMessageContaining("document type");
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

    @Test
    void noErrorShowsThePassword() {
        for (String capture : refusals()) {
            assertThat(catchThrowableOfType(
                            ApiException.class, () -> recorded(capture).version()))
                    .hasMessageNotContaining("oneadmin:opennebula");
        }
    }

    private OpenNebulaClient recorded(String capture) {
        return over(Captures.bytes(capture + ".response.xml"));
    }

    private OpenNebulaClient answering(String... values) {
        return raw("<methodResponse><params><param><value><array><data><value>" + String.join("</value><value>", values)
                + "</value></data></array></value></param></params></methodResponse>");
    }

    private OpenNebulaClient document(String document) {
        return answering("<boolean>1</boolean>", "<string><![CDATA[" + document + "]]></string>", "<i4>0</i4>");
    }

    private OpenNebulaClient raw(String answer) {
        return over(answer.getBytes(UTF_8));
    }

    private OpenNebulaClient over(byte[] answer) {
        HttpTransport transport = (endpoint, body) -> {
            assertThat(endpoint).isEqualTo(ENDPOINT);
            sent.add(codec().readCall(body));
            return answer;
        };
        return new OpenNebulaClient(ENDPOINT, ONEADMIN, transport);
    }

    private void assertSentAsRecorded(String capture) {
        assertThat(sent.getLast()).isEqualTo(Captures.call(capture));
    }

    private static Optional<String> address(String nic) {
        Template template = Template.parse("NIC=[" + nic + "]");
        return new VirtualMachine(
                        1,
                        "x",
                        OWNER,
                        new io.onemachine.opennebula.resource.VmStatus(3, 3),
                        Optional.empty(),
                        template,
                        Template.EMPTY)
                .nics()
                .getFirst()
                .address();
    }

    private static String text(String capture, int index) {
        return text(Captures.call(capture), index);
    }

    private static String text(MethodCall call, int index) {
        if (call.params().get(index) instanceof StringValue(String text)) {
            return text;
        }
        throw new AssertionError(call + " has no text there");
    }

    private static boolean isFault(String capture) {
        return new String(Captures.bytes(capture + ".response.xml"), UTF_8).contains("<fault>");
    }

    private static boolean isSuccess(String capture) {
        byte[] bytes = Captures.bytes(capture + ".response.xml");
        return codec().readResponse(bytes)
                        instanceof
                        io.onemachine.opennebula.xmlrpc.MethodResponse.Success(ArrayValue(List<XmlRpcValue> items))
                && items.getFirst() instanceof BooleanValue(boolean success)
                && success;
    }

    private static XmlRpcCodec codec() {
        return new XmlRpcCodec(XmlLimits.DEFAULT);
    }
}
