package io.onemachine.driver.opennebula.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.driver.opennebula.DriverFixture;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.ImageState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the checks before creation. */
class VmPlannerTest {

    private final DriverFixture bench;
    private final Path folder;

    VmPlannerTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @Test
    void aNetworkWithoutAFreeAddressIsReported() {
        bench.cloud.network(2, "full", 0, 100);
        refused(
                "network 2 (full) has no free address: 100 of 100 are taken",
                "‹option opennebula-network-name›",
                "opennebula-template-id=0",
                "opennebula-network-id=2");
        bench.cloud.template(4, "on full", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK_ID=2]");
        refused("network 2 (full) has no free address", "‹option opennebula-network-name›", "opennebula-template-id=4");
    }

    @Test
    void severalCardsOnOneNetworkNeedAnAddressEach() {
        bench.cloud.network(2, "tight", 0, 99);
        refused(
                "network 2 (tight) has 1 free address, where 2 are needed: 99 of 100 are taken",
                "remove VMs",
                "opennebula-template-id=0",
                "opennebula-nic=NETWORK=tight",
                "opennebula-nic=NETWORK=tight");
    }

    @Test
    void namesInATemplateAreLookedUpAsOpenNebulaDoes() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.template(4, "of oneadmin", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public]");
        refused(
                "template 4 (of oneadmin): NIC/NETWORK: there is no network named \"public\" of user \"bob\"",
                "NETWORK_UNAME",
                "opennebula-template-id=4");
        bench.cloud.template(5, "of oneadmin too", 0, "DISK=[IMAGE=\"Ubuntu 18.04\"] NIC=[NETWORK_MODE=auto]");
        refused(
                "template 5 (of oneadmin too): DISK/IMAGE: there is no image named \"Ubuntu 18.04\" of user \"bob\"",
                "IMAGE_UNAME",
                "opennebula-template-id=5");
        bench.cloud.template(6, "whole", 0, """
                DISK=[IMAGE="Ubuntu 18.04",IMAGE_UNAME="oneadmin"] NIC=[NETWORK="public",NETWORK_UNAME="oneadmin"]""");
        bench.created("opennebula-template-id=6");
    }

    @Test
    void aNetworkOrImageThatATemplateNamesByIdMustExist() {
        bench.cloud.template(4, "old", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK_ID=47]");
        refused("template 4 (old): NIC/NETWORK_ID: there is no network with id 47", "", "opennebula-template-id=4");
        bench.cloud.template(5, "older", 0, "DISK=[IMAGE_ID=47] NIC=[NETWORK_ID=0]");
        refused("template 5 (older): DISK/IMAGE_ID: there is no image with id 47", "", "opennebula-template-id=5");
    }

    @Test
    void disksOfTheOptionsAreCheckedInsteadOfTheTemplatesThatTheyReplace() {
        bench.cloud.template(4, "old", 0, "DISK=[IMAGE_ID=47] NIC=[NETWORK_ID=0]");
        bench.created("opennebula-template-id=4", "opennebula-attribute=DISK=[IMAGE_ID=0]");
        refused(
                "‹option opennebula-attribute›: DISK/IMAGE_ID: there is no image with id 47",
                "",
                "opennebula-template-id=0",
                "opennebula-attribute=DISK=[IMAGE_ID=47]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DISABLED | ‹option opennebula-image-name›: image 9 (odd) is disabled | oneimage enable 9",
                "ERROR | ‹option opennebula-image-name›: image 9 (odd) cannot be used: it is in state ERROR | ''",
                "USED_PERS | ‹option opennebula-image-name›: image 9 (odd) is persistent, and another VM uses it | ‹option opennebula-persistent›",
            })
    void anUnusableImageIsReported(ImageState state, String message, String hint) {
        bench.cloud.image(9, "odd", 0, state);
        refused(message, hint, "opennebula-image-name=odd", "opennebula-network-id=0");
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "USED", "LOCKED", "LOCKED_USED", "CLONE", "INIT"})
    void anImageThatWillBeUsableIsFine(ImageState state) {
        bench.cloud.image(9, "odd", 0, state);
        bench.created("opennebula-image-id=9", "opennebula-network-id=0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<VMS>3</VMS><VMS_USED>3</VMS_USED> | limit of VMS 3, used 3, this machine wants 1 | Remove VMs",
                "<CPU>4</CPU><CPU_USED>3.5</CPU_USED> | limit of CPU 4, used 3.5, this machine wants 1 | ‹option opennebula-cpu›",
                "<MEMORY>1024</MEMORY><MEMORY_USED>1</MEMORY_USED> | limit of MEMORY 1024, used 1, this machine wants 1024 | ‹option opennebula-memory›",
                "<RUNNING_VMS>0</RUNNING_VMS> | limit of RUNNING_VMS 0, used 0, this machine wants 1 | Remove VMs",
            })
    void aUsersQuotaIsCheckedForTheMachinesNeeds(String limits, String message, String hint) {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.quotas = "<VM_QUOTA><VM>" + limits + "</VM></VM_QUOTA>";
        refused(
                "the quota of user bob leaves no room: " + message,
                hint,
                "opennebula-image-id=0",
                "opennebula-network-id=0");
    }

    @Test
    void theQuotasOfNetworksAndImagesCountToo() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.quotas =
                "<NETWORK_QUOTA><NETWORK><ID>1</ID><LEASES>2</LEASES><LEASES_USED>2</LEASES_USED></NETWORK>"
                        + "</NETWORK_QUOTA>";
        refused(
                "the quota of user bob leaves no room: limit of addresses of network 1 2, used 2",
                "",
                "opennebula-image-id=0",
                "opennebula-network-id=1");
        bench.cloud.quotas =
                "<IMAGE_QUOTA><IMAGE><ID>0</ID><RVMS>1</RVMS><RVMS_USED>1</RVMS_USED></IMAGE></IMAGE_QUOTA>";
        refused(
                "the quota of user bob leaves no room: limit of VMs that use image 0 1, used 1",
                "",
                "opennebula-image-id=0",
                "opennebula-network-id=0");
    }

    @Test
    void theQuotaOfTheGroupCountsAsTheUsersDoes() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.dropGroups();
        bench.cloud.group(1, "users", "<VM_QUOTA><VM><VMS>1</VMS><VMS_USED>1</VMS_USED></VM></VM_QUOTA>");
        refused(
                "the quota of group users leaves no room: limit of VMS 1, used 1",
                "",
                "opennebula-image-id=0",
                "opennebula-network-id=0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Unlimited, whatever the default says.
                "<VMS>-2</VMS><VMS_USED>9</VMS_USED> | 1 | true",
                // The default counts, which may be none.
                "<VMS>-1</VMS><VMS_USED>9</VMS_USED> | 10 | true",
                "<VMS>-1</VMS><VMS_USED>9</VMS_USED> | 9 | false",
                "<VMS>-1</VMS><VMS_USED>9</VMS_USED> | -2 | true",
                "'' | 0 | false",
                // For some clusters only, in the format of OpenNebula 7.
                "<VMS>1</VMS><VMS_USED>1</VMS_USED><CLUSTER_IDS>100</CLUSTER_IDS> | -2 | true",
            })
    void limitsThatAreLeftOpenAreThoseOfTheCloud(String own, int byDefault, boolean fits) {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.quotas = "<VM_QUOTA><VM>" + own + "</VM></VM_QUOTA><DEFAULT_USER_QUOTAS><VM_QUOTA><VM><VMS>"
                + byDefault + "</VMS></VM></VM_QUOTA></DEFAULT_USER_QUOTAS>";
        String[] flags = {"opennebula-image-id=0", "opennebula-network-id=0"};
        if (fits) {
            bench.created(flags);
        } else {
            refused("the quota of user bob leaves no room: limit of VMS", "", flags);
        }
    }

    @Test
    void theAdministratorHasNoQuotas() {
        bench.cloud.quotas = "<VM_QUOTA><VM><VMS>0</VMS></VM></VM_QUOTA>";
        bench.created();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-security-group=nosuch | ‹option opennebula-security-group›: there is no security group named \"nosuch\" that you may use",
                "opennebula-security-group=47 | ‹option opennebula-security-group›: there is no security group with id 47 that you may use",
                "opennebula-vm-group=nosuch opennebula-vm-group-role=web | ‹option opennebula-vm-group›: there is no VM group named \"nosuch\" that you may use",
                "opennebula-vm-group=5 opennebula-vm-group-role=db | ‹option opennebula-vm-group-role›: VM group 5 (spread) has no role \"db\"; it has web",
                "opennebula-group=nosuch | ‹option opennebula-group›: you are in no group named \"nosuch\"; yours are oneadmin",
                "opennebula-nic=NETWORK=nosuch | ‹option opennebula-nic›: there is no network named \"nosuch\" that you may use",
                "opennebula-nic=NETWORK_ID=47 | ‹option opennebula-nic›: NIC/NETWORK_ID: there is no network with id 47",
            })
    void resourcesNamedByOptionsMustExist(String flags, String message) {
        String[] all = ("opennebula-template-id=0 " + flags).split(" ");
        refused(message, "", all);
    }

    @Test
    void aNameThatNoFrontEndTakesIsRefused() {
        bench.machine = "n".repeat(129);
        refused(
                "the name of the VM would be \"" + bench.machine
                        + "\", which has 129 characters; OpenNebula takes names of up to 128",
                "Choose a shorter name",
                "opennebula-template-id=0");
        bench.machine = "n".repeat(128);
        bench.created("opennebula-template-id=0");
        assertThat(bench.vm().name).isEqualTo(bench.machine);
    }

    @Test
    void aRequiredUserInputMustBeAnswered() {
        asking("DB=\"M|text|name of the database\",SIZE=\"M|range|size|1..4\",OPTIONAL=\"O|text|comment\"");
        refused(
                "template 4 (asking) asks for DB (name of the database), SIZE (size), which has to be answered",
                "Answer with ‹option opennebula-input› DB=VALUE ‹option opennebula-input› SIZE=VALUE; SIZE is a number within 1..4.",
                "opennebula-template-id=4");
        refused(
                "template 4 (asking) does not ask for NOSUCH; it asks for DB, SIZE, OPTIONAL",
                "‹option opennebula-attribute›",
                "opennebula-template-id=4",
                "opennebula-input=NOSUCH=1");
        bench.created("opennebula-template-id=4", "opennebula-input=db=orders", "opennebula-input=SIZE=2");
        assertThat(bench.sent.single("DB")).contains("orders");
        assertThat(bench.sent.single("SIZE")).contains("2");
        assertThat(bench.sent.has("OPTIONAL")).isFalse();
    }

    @Test
    void initialValuesAreSentUnlessTheTemplateHasItsOwn() {
        asking(
                "A=\"M|text|a| |first\",B=\"O|number|b| |7\",CPU=\"O|list|c|1,2|2\",PRESET=\"M|text|p| |x\" ] PRESET=[X=\"1\"");
        bench.created("opennebula-template-id=4");
        assertThat(bench.sent.single("A")).contains("first");
        assertThat(bench.sent.single("B")).contains("7");
        assertThat(bench.sent.single("CPU")).contains("2");
        assertThat(bench.sent.has("PRESET")).isFalse();
        bench.created("opennebula-template-id=4", "opennebula-cpu=1");
        assertThat(bench.sent.attributes().stream()
                        .filter(attribute -> attribute.name().equals("CPU")))
                .as("once")
                .hasSize(1);
        refused(
                "the value of CPU is not one of 1,2, as the template asks for it",
                "",
                "opennebula-template-id=4",
                "opennebula-cpu=3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "number| ; 1.5 ; is not a whole number",
                "number| ; abc ; is not a whole number",
                "number-float| ; x ; is not a number",
                "range|1..4 ; 5 ; is not a number within 1..4",
                "range-float|0.5..1 ; 0.4 ; is not a number within 0.5..1",
                "list|a,b ; c ; is not one of a,b",
                "list-multiple|a,b ; a,c ; is not some of a,b",
                "boolean| ; maybe ; is not YES or NO",
                "fixed| |this ; that ; is not \"this\", which is fixed",
            })
    void anAnswerIsCheckedAgainstItsType(String type, String answer, String message) {
        String[] parts = type.split("\\|", 2);
        asking("Q=\"M|" + parts[0] + "|question|" + parts[1] + "\"");
        refused(
                "‹option opennebula-input›: \"" + answer + "\" for Q " + message + ", as the template asks for it",
                "",
                "opennebula-template-id=4",
                "opennebula-input=Q=" + answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "number| ; -3",
                "number-float| ; 1.25",
                "range|1..4 ; 4",
                "range|odd ; 4",
                "list|a, b ; b",
                "list-multiple|a,b ; a,b",
                "boolean| ; NO",
                "text| ; anything at all",
                "invented-later| ; anything",
            })
    void anAnswerThatFitsIsSent(String type, String answer) {
        String[] parts = type.split("\\|", 2);
        asking("Q=\"M|" + parts[0] + "|question|" + parts[1] + "\"");
        bench.created("opennebula-template-id=4", "opennebula-input=Q=" + answer);
        assertThat(bench.sent.single("Q")).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-attribute=RAW=[DATA=x] | RAW | ‹option opennebula-attribute›",
                "opennebula-nic=NETWORK=public,MAC=02:00:00:00:00:01 | NIC/MAC | ‹option opennebula-nic›",
                "opennebula-network-id=0 | NIC/MAC | the template's network card",
                "opennebula-hold | CONTEXT/FILES | the template, or",
            })
    void anAttributeThatTheUserMayNotSetIsReportedWithItsSource(String flag, String attribute, String source) {
        Driver driver = bench.with("opennebula-template-id=0", flag);
        driver.preCreateCheck();
        bench.cloud.failOn(
                "one.template.instantiate",
                new ApiException(512, "User [2] : VM Template includes a restricted attribute " + attribute + "."));
        assertThatExceptionOfType(CreationRefusedException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("restricted attribute " + attribute)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains(source));
    }

    @Test
    void checksThatOnlyTheSchedulerCanDoAreWarnings() {
        bench.cloud.template(4, "auto", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK_MODE=auto]");
        bench.with("opennebula-template-id=4", "opennebula-host=node1").preCreateCheck();
        assertThat(bench.said)
                .endsWith(
                        "The scheduler chooses a network: whether it has a free address shows when the VM is placed.",
                        "Whether there is a host with NAME = \"node1\" shows when the VM is placed.");
        bench.cloud.template(
                5, "left over", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK_MODE=\"AUTO\",NETWORK=\"gone\",NETWORK_ID=\"47\"]");
        bench.with("opennebula-template-id=5").preCreateCheck();
        bench.said.clear();
        bench.with("opennebula-template-id=0").preCreateCheck();
        assertThat(bench.said).noneMatch(text -> text.contains("scheduler") || text.contains("placed"));
    }

    private void asking(String inputs) {
        bench.cloud.template(
                4, "asking", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] MEMORY=512 USER_INPUTS=[" + inputs + "]");
    }

    private void refused(String message, String hint, String... flags) {
        int before = bench.cloud.vms.size();
        int saved = bench.saved.size();
        String[] files = folder.toFile().list();
        Driver driver = bench.with(flags);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains(hint));
        assertThat(bench.cloud.vms).hasSize(before);
        assertThat(bench.saved).hasSize(saved);
        assertThat(folder.toFile().list()).isEqualTo(files);
    }
}
