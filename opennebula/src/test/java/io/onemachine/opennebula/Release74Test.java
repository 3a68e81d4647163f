package io.onemachine.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.Group;
import io.onemachine.opennebula.resource.HistoryRecord;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.Owner;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.resource.SecurityGroup;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmGroup;
import io.onemachine.opennebula.resource.VmSnapshot;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the answers of a front end of release 7.4 can be read. */
class Release74Test {

    private static final URI ENDPOINT = URI.create("http://one.example:2633/RPC2");
    private static final Session ONEADMIN = new Session("oneadmin", "opennebula");
    private static final Owner OWNER = new Owner(0, "oneadmin", 0, "oneadmin");
    private static final XmlRpcCodec CODEC = new XmlRpcCodec(XmlLimits.DEFAULT);

    private final List<MethodCall> sent = new ArrayList<>();

    static List<String> captures() {
        return Captures.namesOf74();
    }

    @Test
    void theRecordsAreThere() {
        assertThat(captures()).hasSize(43);
    }

    /** Uses the client's own call for the method if it has one, otherwise plain XML. */
    @ParameterizedTest
    @MethodSource("captures")
    void everyAnswerIsRead(String capture) {
        OpenNebulaClient client = recorded(capture);
        MethodCall call = Captures.call(capture);
        MethodResponse answer = Captures.response(capture);
        if (answer instanceof MethodResponse.Fault(int code, String message)) {
            ApiException e = catchThrowableOfType(ApiException.class, client::version);
            assertThat(e.code()).isEqualTo(ApiErrorCode.XML_RPC_API);
            assertThat(e).hasMessageContaining(message).hasMessageContaining(String.valueOf(code));
            return;
        }
        if (!(answer instanceof MethodResponse.Success(ArrayValue(List<XmlRpcValue> items)))) {
            throw new AssertionError(answer);
        }
        if (items.getFirst().equals(XmlRpcValue.of(false))) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> client.vm(1));
            assertThat(new StringValue(e.getMessage())).isEqualTo(items.get(1));
            assertThat(new IntValue(e.number())).isEqualTo(items.get(2));
            assertThat(e.code()).isNotEqualTo(ApiErrorCode.OTHER);
            return;
        }
        switch (call.method()) {
            case "one.vm.info" -> readMachine(client.vm(552), true);
            case "one.vmpool.infoset" -> {
                assertThat(client.vms(List.of(552, 99999), true))
                        .singleElement()
                        .satisfies(vm -> readMachine(vm, false));
                assertThat(sent.getLast()).isEqualTo(call);
            }
            case "one.vmpool.infoextended" ->
                assertThat(client.vmsExtended(PoolFilter.ALL)).singleElement().satisfies(vm -> readMachine(vm, false));
            case "one.template.info" -> assertThat(client.template(0).name()).isEqualTo("sim");
            case "one.image.info" -> assertThat(client.image(0).name()).isEqualTo("debian-docker");
            case "one.vn.info" -> assertThat(client.network(4).name()).isEqualTo("sim");
            case "one.user.info" -> assertThat(client.currentUser().name()).isEqualTo("oneadmin");
            case "one.group.info" -> assertThat(client.group(0).id()).isZero();
            case "one.secgrouppool.info" ->
                assertThat(client.securityGroups(PoolFilter.ALL)).hasSize(2);
            case "one.vmgrouppool.info" ->
                assertThat(client.vmGroups(PoolFilter.ALL)).hasSize(1);
            case "one.system.version" -> assertThat(client.version()).isEqualTo("7.4.0");
            case "one.vm.allocate" ->
                assertThat(client.allocate(Template.EMPTY, false)).isEqualTo(552);
            case "one.vm.action" -> {
                client.action(VmAction.POWEROFF, 552);
                assertThat(items.get(1)).isEqualTo(XmlRpcValue.of(552));
            }
            case "one.hostpool.info" ->
                assertThat(document(items).children("HOST"))
                        .extracting(host -> host.childText("NAME"))
                        .containsExactly("stub2", "real1", "stub1", "dummy2", "dummy1");
            case "one.datastorepool.info" ->
                assertThat(document(items).children("DATASTORE"))
                        .extracting(store -> store.childText("NAME"))
                        .containsExactly("bak", "files", "default", "system");
            // Methods that the client does not call are answered with a number.
            default -> assertThat(items.get(1)).isInstanceOf(IntValue.class);
        }
    }

    private static void readMachine(VirtualMachine vm, boolean alone) {
        assertThat(vm.id()).isEqualTo(552);
        assertThat(vm.name()).isIn("cap", "cap-renamed");
        assertThat(vm.owner()).isEqualTo(OWNER);
        assertThat(vm.since()).isPresent();
        assertThat(vm.status().state()).isNotEqualTo(VmState.UNRECOGNIZED);
        assertThat(vm.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.network()).isEqualTo("sim");
            assertThat(nic.networkId()).isEqualTo("4");
            assertThat(nic.address()).contains("127.201.1.42");
        });
        assertThat(vm.userTemplate().single("FOO")).contains("bar");
        assertThat(vm.userTemplate().single("SCHED_REQUIREMENTS")).contains("ID = 0");
        boolean planned = !vm.template().vectors("SCHED_ACTION").isEmpty();
        assertThat(planned)
                .as("actions come with the machine alone, while it is there")
                .isEqualTo(alone && !vm.status().isDone());
    }

    @Test
    void scheduledActionsAreRead() {
        VirtualMachine vm = recorded("7.4/vm.info_two_schedules").vm(552);
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/vm.info_two_schedules"));
        assertThat(vm.template().vectors("SCHED_ACTION"))
                .extracting(
                        action -> action.value("ID").orElse(""),
                        action -> action.value("ACTION").orElse(""),
                        action -> action.value("TIME").orElse(""),
                        action -> action.value("TYPE").orElse(""),
                        action -> action.value("PARENT_ID").orElse(""))
                .containsExactly(
                        tuple("13", "terminate-hard", "1795952293", "VM", "552"),
                        tuple("14", "poweroff", "4102444800", "VM", "552"));
        assertThat(recorded("7.4/vm.info_done").vm(552).status().isDone()).isTrue();
    }

    @Test
    void theLeaseIsAmongTheScheduledActions() {
        assertThat(recorded("7.4/vm.info_running_lease").vm(552).scheduledActions())
                .containsExactly(new ScheduledAction(
                        13, "terminate-hard", Optional.of(Instant.ofEpochSecond(1795952293)), false, false));
    }

    @Test
    void snapshotsAndDisksAreRead() {
        VirtualMachine whole = recorded("7.4/vm.info_with_snapshot").vm(552);
        assertThat(whole.snapshots())
                .containsExactly(new VmSnapshot(
                        Optional.empty(), 0, "first", Optional.of(Instant.ofEpochSecond(1795943298)), false));
        assertThat(whole.diskSnapshots()).isEmpty();
        VirtualMachine ofDisk = recorded("7.4/vm.info_with_disk_snapshot").vm(552);
        assertThat(ofDisk.snapshots()).isEmpty();
        assertThat(ofDisk.diskSnapshots())
                .containsExactly(
                        new VmSnapshot(Optional.of(0), 0, "d1", Optional.of(Instant.ofEpochSecond(1795943304)), true));
        assertThat(ofDisk.disks()).singleElement().satisfies(disk -> {
            assertThat(disk.id()).isZero();
            assertThat(disk.image()).isEqualTo("debian-docker");
            assertThat(disk.megabytes()).isEqualTo(20000);
            assertThat(disk.isData()).isTrue();
        });
    }

    @Test
    void capacityAndHistoryAreRead() {
        VirtualMachine vm = recorded("7.4/vm.info_after_resize_poweroff").vm(552);
        assertThat(vm.cpu()).isEqualTo(0.2);
        assertThat(vm.virtualCpus()).isEqualTo(2);
        assertThat(vm.memoryMegabytes()).isEqualTo(128);
        assertThat(recorded("7.4/vm.info_with_disk_snapshot").vm(552).history())
                .extracting(HistoryRecord::sequence, HistoryRecord::host, HistoryRecord::actionName)
                .containsExactly(
                        tuple(0, "dummy1", "resize"),
                        tuple(1, "dummy1", "disk-resize"),
                        tuple(2, "dummy1", "disk-snapshot-create"),
                        tuple(3, "dummy1", ""));
    }

    @Test
    void changesOfAVmAreSentAsOpenNebulasOwnToolSendsThem() {
        assertSent("7.4/vm.rename", client -> client.rename(552, "cap-renamed"));
        assertSent("7.4/vm.diskresize", client -> client.resizeDisk(552, 0, 20000));
        assertSent(
                "7.4/vm.snapshotcreate",
                client -> assertThat(client.createSnapshot(552, "first")).isZero());
        assertSent("7.4/vm.snapshotrevert", client -> client.revertSnapshot(552, 0));
        assertSent("7.4/vm.snapshotdelete", client -> client.removeSnapshot(552, 0));
        assertSent(
                "7.4/vm.disksnapshotcreate",
                client -> assertThat(client.createDiskSnapshot(552, 0, "d1")).isZero());
        assertSent("7.4/vm.scheddelete", client -> client.removeScheduledAction(552, 13));
        assertThatThrownBy(() -> recorded("7.4/vm.snapshotdelete_missing").removeSnapshot(552, 7))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Could not delete snapshot 7");
        assertThatThrownBy(() ->
                        recorded("7.4/vm.resize_too_large").resize(552, Template.EMPTY.with("MEMORY", "999999999")))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Not enough memory");
    }

    /** Tests the calls with a template, which is the same in another notation. */
    @Test
    void capacityAndActionsAreSentAsTemplates() {
        recorded("7.4/vm.resize_running").resize(552, Template.EMPTY.with("MEMORY", "96"));
        assertSameTemplate("7.4/vm.resize_running", 2);
        recorded("7.4/vm.resize_poweroff")
                .resize(552, Template.EMPTY.with("CPU", "0.2").with("VCPU", "2").with("MEMORY", "128"));
        assertSameTemplate("7.4/vm.resize_poweroff", 2);
        assertThat(recorded("7.4/vm.schedadd")
                        .addScheduledAction(
                                552, ScheduledAction.at(VmAction.POWEROFF, Instant.ofEpochSecond(4102444800L))))
                .isEqualTo(14);
        assertSameTemplate("7.4/vm.schedadd", 2);
        recorded("7.4/vm.schedupdate")
                .updateScheduledAction(
                        552, 13, ScheduledAction.at(VmAction.TERMINATE_HARD, Instant.ofEpochSecond(4102441200L)));
        assertSameTemplate("7.4/vm.schedupdate", 3);
    }

    private void assertSent(String capture, Consumer<OpenNebulaClient> call) {
        call.accept(recorded(capture));
        assertThat(sent.getLast()).isEqualTo(Captures.call(capture));
    }

    private void assertSameTemplate(String capture, int index) {
        MethodCall recorded = Captures.call(capture);
        assertThat(sent.getLast().method()).isEqualTo(recorded.method());
        assertThat(Template.parse(RecordedClient.text(sent.getLast(), index)))
                .isEqualTo(Template.parse(RecordedClient.text(recorded, index)));
        for (int i = 0; i < recorded.params().size(); i++) {
            if (i != index) {
                assertThat(sent.getLast().params().get(i))
                        .isEqualTo(recorded.params().get(i));
            }
        }
    }

    @Test
    void resourcesAreReadWithTheirIds() {
        VmTemplate template = recorded("7.4/template.info").template(0);
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/template.info"));
        Vector disk = template.template().vector("DISK").orElseThrow();
        assertThat(disk.value("IMAGE_ID")).contains("0");
        assertThat(disk.value("IMAGE")).isEmpty();
        assertThat(template.template().vector("NIC").orElseThrow().value("NETWORK_ID"))
                .contains("4");

        assertThat(recorded("7.4/image.info").image(0))
                .isEqualTo(new Image(0, "debian-docker", OWNER, 1024, false, 1, 1));
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/image.info"));

        VirtualNetwork network = recorded("7.4/vn.info").network(4);
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/vn.info"));
        assertThat(network.addresses()).isEqualTo(250);
        assertThat(network.usedLeases()).isZero();

        User self = recorded("7.4/user.info").currentUser();
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/user.info"));
        assertThat(self.template().single("SSH_PUBLIC_KEY"))
                .hasValueSatisfying(
                        key -> assertThat(key).startsWith("ssh-ed25519 ").endsWith(" admin@laptop"));
        assertThat(self.groupIds()).containsExactly(0);

        Group group = recorded("7.4/group.info").group(0);
        assertThat(group.quotas().ofVms("VMS")).isEqualTo(Optional.empty());
        assertThat(recorded("7.4/secgrouppool.info").securityGroups(PoolFilter.ALL))
                .extracting(SecurityGroup::id, SecurityGroup::name)
                .containsExactly(tuple(100, "docker"), tuple(0, "default"));
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/secgrouppool.info"));
        assertThat(recorded("7.4/vmgrouppool.info").vmGroups(PoolFilter.ALL))
                .singleElement()
                .extracting(VmGroup::roles)
                .isEqualTo(List.of("web", "db"));
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/vmgrouppool.info"));
        recorded("7.4/system.version").version();
        assertThat(sent.getLast()).isEqualTo(Captures.call("7.4/system.version"));
    }

    /** Unexpected scheduled actions and network choices in an answer do not spoil the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SCHED_ACTIONS>all</SCHED_ACTIONS><TEMPLATE/>",
                "<SCHED_ACTIONS><ID/><ID>-1</ID><ID>99999999999999999999</ID><X><ID>1</ID></X></SCHED_ACTIONS>",
                "<TEMPLATE><SCHED_ACTION/><SCHED_ACTION>now</SCHED_ACTION></TEMPLATE>",
                "<TEMPLATE><SCHED_ACTION><TIME><TIME>1</TIME></TIME></SCHED_ACTION></TEMPLATE>",
                "<TEMPLATE><SCHED_ACTION><TIME>soon</TIME><TIME>never</TIME></SCHED_ACTION></TEMPLATE>",
                "<TEMPLATE><NIC>auto</NIC><NIC/></TEMPLATE>",
                "<TEMPLATE><NIC><NETWORK_MODE><X/></NETWORK_MODE><NETWORK_ID>many</NETWORK_ID></NIC></TEMPLATE>",
                "<HISTORY_RECORDS><HISTORY><PLAN_ID>x</PLAN_ID></HISTORY></HISTORY_RECORDS><SNAPSHOTS/>"
            })
    void oddDetailsDoNotSpoilTheRest(String details) {
        VirtualMachine vm = answering("<VM><ID>4</ID><NAME>odd</NAME><STATE>3</STATE><LCM_STATE>3</LCM_STATE>" + details
                        + "<USER_TEMPLATE><FOO>bar</FOO></USER_TEMPLATE></VM>")
                .vm(4);
        assertThat(vm.name()).isEqualTo("odd");
        assertThat(vm.status().isRunning()).isTrue();
        assertThat(vm.userTemplate().single("FOO")).contains("bar");
        assertThat(vm.nics()).allSatisfy(nic -> assertThat(nic.address()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.4/vm.info_done", "7.4/hostpool.info", "7.4/vmpool.infoset"})
    void anAnswerThatIsCutShortIsMalformedWhereverItEnds(String capture) {
        byte[] whole = Captures.bytes(capture + ".response.xml");
        int end = new String(whole, UTF_8).lastIndexOf("</methodResponse>");
        for (int length = 0; length < end; length += 1 + end / 50) {
            byte[] part = Arrays.copyOf(whole, length);
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> new OpenNebulaClient(ENDPOINT, ONEADMIN, (endpoint, body) -> part).vm(552));
            assertThat(e).as("of %s bytes", length).isNotNull();
            assertThat(e.kind()).isEqualTo(TransportException.Kind.MALFORMED);
        }
    }

    private static OpenNebulaClient answering(String document) {
        byte[] answer =
                ("<methodResponse><params><param><value><array><data><value><boolean>1</boolean></value><value><string>"
                                + "<![CDATA[" + document
                                + "]]></string></value><value><i4>0</i4></value></data></array></value></param>"
                                + "</params></methodResponse>")
                        .getBytes(UTF_8);
        return new OpenNebulaClient(ENDPOINT, ONEADMIN, (endpoint, body) -> answer);
    }

    private OpenNebulaClient recorded(String capture) {
        return new OpenNebulaClient(ENDPOINT, ONEADMIN, (endpoint, body) -> {
            sent.add(CODEC.readCall(body));
            return Captures.bytes(capture + ".response.xml");
        });
    }

    private static XmlElement document(List<XmlRpcValue> items) {
        if (items.get(1) instanceof StringValue(String text)) {
            return XmlElement.parse(text, XmlLimits.DEFAULT);
        }
        throw new AssertionError(items);
    }
}
