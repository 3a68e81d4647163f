package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.driver.opennebula.vm.OpenNebulaAccount;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command create sends: the VM's template, its context, the host key. */
class CreateTest {
    private final DriverFixture bench;
    private final Path folder;

    CreateTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @Test
    void aTemplateIsInstantiatedWithNothingReplacedButTheContext() throws IOException {
        bench.keys = new OpenNebulaDriverProvider.KeyGenerator() {};
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();

        Template extra = extra();
        assertThat(extra.attributes())
                .extracting(io.onemachine.opennebula.template.Attribute::name)
                .containsExactly("CONTEXT", FakeOned.TAG, OpenNebulaAccount.STORE_ATTRIBUTE);
        assertThat(extra.single(OpenNebulaAccount.STORE_ATTRIBUTE))
                .hasValue(Files.readString(folder.resolve("store-id")).strip());
        Vector context = extra.vector("CONTEXT").orElseThrow();
        String publicKey = Files.readString(folder.resolve("id_ed25519.pub")).strip();
        assertThat(context.values())
                .containsEntry("NETWORK", "YES")
                .containsEntry("SSH_PUBLIC_KEY", "$USER[SSH_PUBLIC_KEY]")
                .containsEntry("DOCKER_SSH_USER", "docker")
                .containsEntry("DOCKER_SSH_PUBLIC_KEY", publicKey);
        assertThat(script(context)).startsWith("#!/bin/sh\n").contains("authorized_keys");
        assertThat(bench.vm().name).isEqualTo("dm");
        assertThat(bench.vm().template.single("MEMORY")).contains("512");
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.7:2376");
        assertThat(driver.config().text("IPAddress")).isEqualTo("10.0.0.7");
        assertThat(driver.sshKeyPath()).isEqualTo(folder.resolve("id_ed25519").toString());
        assertThat(driver.config().text("SSHKeyPath")).isEqualTo(driver.sshKeyPath());
        assertThat(driver.config().number("SSHPort")).hasValue(22);
        assertThat(bench.said).contains("Creating SSH key...", "Starting VM...");
    }

    /** An administrator may have restricted the attribute that images with cloud-init need, and the others do not. */
    @Test
    void aCloudThatTakesNoUserDataGetsNone() {
        bench.cloud.failOn(
                "one.template.instantiate",
                new ApiException(512, "User [2] : VM Template includes a restricted attribute CONTEXT/USER_DATA."));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.create();

        assertThat(bench.cloud.callsOf("one.template.instantiate")).hasSize(2);
        assertThat(FakeOned.text(bench.cloud.callsOf("one.template.instantiate").getFirst(), 4))
                .contains("USER_DATA");
        assertThat(FakeOned.text(bench.cloud.callsOf("one.template.instantiate").getLast(), 4))
                .doesNotContain("USER_DATA")
                .contains("START_SCRIPT_BASE64");
        assertThat(bench.said).anyMatch(text -> text.contains("only administrators set user data"));
        assertThat(bench.cloud.vms).hasSize(1);
    }

    /** The VM may exist after the second call, as after a first one. */
    @Test
    void aLostAnswerAfterUserDataWasRefusedIsLookedFor() {
        bench.cloud.failOn(
                "one.template.instantiate",
                new ApiException(512, "User [2] : VM Template includes a restricted attribute CONTEXT/USER_DATA."));
        bench.cloud.loseTheAnswerTo("one.template.instantiate");
        bench.with("opennebula-template-id=0").create();

        assertThat(bench.cloud.callsOf("one.template.instantiate")).hasSize(2);
        assertThat(bench.said).anyMatch(text -> text.contains("looking for the VM"));
        assertThat(bench.cloud.vms).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "dm, $NAME, $NAME",
        "a..b, $NAME, a-b-g5tcfgfic2km",
        "a..b, $NAME.example.org, a-b-g5tcfgfic2km.example.org",
        "a..b, $NAMES, $NAMES",
        "a..b, web, web",
    })
    void aTemplateThatNamesItsHostAfterTheVmGetsAValidHostName(String machine, String given, String sent) {
        bench.cloud.template(
                4, "naming", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[SET_HOSTNAME=\"" + given + "\"]");
        bench.machine = machine;
        bench.created("opennebula-template-id=4");
        assertThat(context("SET_HOSTNAME")).contains(sent);
        assertThat(bench.vm().name).isEqualTo(machine);
    }

    @Test
    void theHostKeyIsPinnedBeforeTheVmIsCreated() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            assertThat(folder.resolve("known_hosts")).content().startsWith("* ssh-ed25519 AAAA");
            effect.run();
        });
        bench.created("opennebula-template-id=0");
        String file = new String(
                Base64.getDecoder().decode(context("DOCKER_SSH_HOST_KEY").orElseThrow()), StandardCharsets.US_ASCII);
        assertThat(file)
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----")
                .endsWith("-----END OPENSSH PRIVATE KEY-----\n");
        assertThat(bench.said.toString()).doesNotContain("PRIVATE KEY");
        assertThat(bench.saved.toString())
                .doesNotContain("PRIVATE KEY", file.lines().toList().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', '#cloud-config', true",
        "'', '{\"ignition\": {}}', false",
        "'', '#cloud-config\nssh_keys: {}', false",
        "pinned, '{\"ignition\": {}}', true",
        "tofu, '', false",
        "off, '', false",
    })
    void theHostKeyIsPinnedUnlessPolicyOrUserDataSayOtherwise(String policy, String userData, boolean ours)
            throws IOException {
        List<String> flags = new ArrayList<>(List.of("opennebula-template-id=0"));
        if (!policy.isEmpty()) {
            flags.add(HostKeyPolicy.OPTION + "=" + policy);
        }
        if (!userData.isEmpty()) {
            flags.add("opennebula-userdata=" + Files.writeString(folder.resolve("cloud.cfg"), userData));
        }
        assertThat(bench.created(flags.toArray(String[]::new)).knowsHostKey()).isEqualTo(ours);
        assertThat(context("DOCKER_SSH_HOST_KEY").isPresent()).isEqualTo(ours);
        assertThat(Files.exists(folder.resolve("known_hosts"))).isEqualTo(ours);
    }

    @Test
    void theTypeOfTheKeyIsChosenByOptionOrWhereThatIsUnknownByTheEnvironment() {
        bench.environment.put("MACHINE_SSH_KEY_TYPE", "rsa");
        assertThat(bench.created("opennebula-template-id=0").sshKeyPath()).endsWith("/id_rsa");
        assertThat(bench.created("opennebula-template-id=0", "ssh-key-type=ecdsa")
                        .sshKeyPath())
                .endsWith("/id_ecdsa");
        bench.environment.put("MACHINE_SSH_KEY_TYPE", "dsa");
        assertThatThrownBy(() -> bench.created("opennebula-template-id=0"))
                .hasMessageEndingWith(
                        "environment variable MACHINE_SSH_KEY_TYPE must be ed25519, rsa or ecdsa, not \"dsa\"");
    }

    private Optional<String> context(String key) {
        return bench.vm().template.vector("CONTEXT").orElseThrow().value(key);
    }

    @Test
    void optionsWinOverTheTemplate() {
        bench.created(
                "opennebula-template-name=Ubuntu 18.04",
                "opennebula-cpu=0.5",
                "opennebula-vcpu=2",
                "opennebula-memory=384",
                "opennebula-network-name=private");
        Template vm = bench.vm().template;
        assertThat(vm.single("CPU")).contains("0.5");
        assertThat(vm.single("VCPU")).contains("2");
        assertThat(vm.single("MEMORY")).contains("384");
        assertThat(vm.vectors("NIC")).singleElement().satisfies(nic -> {
            assertThat(nic.value("NETWORK")).contains("private");
            assertThat(nic.value("NETWORK_UNAME")).isEmpty();
        });
    }

    @Test
    void theTemplatesContextIsKeptAndItsStartScriptRunsFirst() {
        bench.cloud.template(3, "own", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public,MAC="02:00:00:00:00:01"]
                CONTEXT=[NETWORK="NO",MY_KEY="my \\"value\\"",FILES="/etc/secret",SSH_PUBLIC_KEY="ssh-ed25519 AAAA",
                  START_SCRIPT="echo $NAME"]""");
        bench.created("opennebula-template-id=3");
        Vector context = bench.vm().template.vector("CONTEXT").orElseThrow();
        assertThat(context.values())
                .containsEntry("NETWORK", "YES")
                .containsEntry("MY_KEY", "my \"value\"")
                .containsEntry("FILES", "/etc/secret")
                .containsEntry("SSH_PUBLIC_KEY", "ssh-ed25519 AAAA")
                .containsEntry("TEMPLATE_START_SCRIPT", "echo $NAME")
                .doesNotContainKey("START_SCRIPT");
        assertThat(script(context)).contains("TEMPLATE_START_SCRIPT", "authorized_keys");
        assertThat(bench.vm().template.vectors("NIC")).hasSize(1);
    }

    @Test
    void anEncodedStartScriptOfTheTemplateRunsFirstToo() {
        String theirs = Base64.getEncoder().encodeToString("#!/bin/sh\necho hi\n".getBytes(StandardCharsets.UTF_8));
        bench.cloud.template(
                3, "own", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[START_SCRIPT_BASE64=\"" + theirs + "\"]");
        bench.created("opennebula-template-id=3");
        Vector context = bench.vm().template.vector("CONTEXT").orElseThrow();
        assertThat(context.value("TEMPLATE_START_SCRIPT_BASE64")).contains(theirs);
        assertThat(script(context)).contains("docker-machine");
    }

    @Test
    void withoutATemplateTheVmIsCreatedFromTheOptions() {
        Driver driver = bench.with(
                "opennebula-image-name=Ubuntu 18.04",
                "opennebula-network-name=public",
                "opennebula-disk-resize=2048",
                "opennebula-dev-prefix=vd",
                "opennebula-b2d-size=512",
                "opennebula-ssh-user=someone");
        driver.preCreateCheck();
        driver.create();
        Template sent = Template.parse(
                FakeOned.text(bench.cloud.callsOf("one.vm.allocate").getFirst(), 1));
        assertThat(sent.single("NAME")).contains("dm");
        assertThat(sent.single("CPU")).contains("1");
        assertThat(sent.single("VCPU")).contains("1");
        assertThat(sent.single("MEMORY")).contains("1024");
        assertThat(sent.vectors("DISK"))
                .extracting(Vector::values)
                .containsExactly(
                        Map.of("IMAGE", "Ubuntu 18.04", "SIZE", "2048", "DEV_PREFIX", "vd"),
                        Map.of("SIZE", "512", "TYPE", "fs", "FORMAT", "raw"));
        assertThat(sent.vector("NIC").orElseThrow().values()).isEqualTo(Map.of("NETWORK", "public"));
        assertThat(sent.vector("GRAPHICS").orElseThrow().values())
                .isEqualTo(Map.of("LISTEN", "0.0.0.0", "TYPE", "vnc"));
        assertThat(sent.vector("OS").orElseThrow().values()).isEqualTo(Map.of("BOOT", "disk0"));
        assertThat(sent.vector("CONTEXT").orElseThrow().value("DOCKER_SSH_USER"))
                .contains("someone");
        assertThat(driver.sshUser()).isEqualTo("someone");
    }

    @Test
    void resourcesOfOtherUsersAreSentWithTheirOwner() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.created(
                "opennebula-image-name=Ubuntu 18.04",
                "opennebula-image-owner=oneadmin",
                "opennebula-network-name=public",
                "opennebula-disable-vnc");
        Template vm = bench.vm().template;
        assertThat(vm.vector("DISK").orElseThrow().values())
                .isEqualTo(Map.of("IMAGE", "Ubuntu 18.04", "IMAGE_UNAME", "oneadmin"));
        assertThat(vm.vector("NIC").orElseThrow().value("NETWORK_UNAME")).contains("oneadmin");
        assertThat(vm.has("GRAPHICS")).isFalse();
    }

    @Test
    void idsAreSentAsIds() {
        bench.created("opennebula-image-id=1", "opennebula-network-id=1");
        assertThat(bench.vm().template.vector("DISK").orElseThrow().values()).isEqualTo(Map.of("IMAGE_ID", "1"));
        assertThat(bench.vm().template.vector("NIC").orElseThrow().value("NETWORK_ID"))
                .contains("1");
    }

    @Test
    void aTemplateWithoutANetworkIsFineWithANetworkOption() {
        bench.cloud.template(14, "no network", 0, "DISK=[IMAGE_ID=0]");
        bench.created("opennebula-template-id=14", "opennebula-network-id=0");
        assertThat(bench.vm().template.vector("NIC").orElseThrow().value("NETWORK_ID"))
                .contains("0");
    }

    @Test
    void anOwnImageGoesBeforeAnotherUsersOfTheSameName() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.image(30, "Ubuntu 18.04", 2, 100);
        bench.created("opennebula-image-name=Ubuntu 18.04", "opennebula-network-id=0");
        assertThat(bench.vm().template.vector("DISK").orElseThrow().values())
                .isEqualTo(Map.of("IMAGE", "Ubuntu 18.04"));
    }

    private Template extra() {
        return Template.parse(
                FakeOned.text(bench.cloud.callsOf("one.template.instantiate").getFirst(), 4));
    }

    @Test
    void userDataReplacesTheTemplates() throws IOException {
        Path file = Files.writeString(folder.resolve("cloud-config"), "#cloud-config\nruncmd: ['true']\n");
        bench.cloud.template(3, "own", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public]
                CONTEXT=[USERDATA="b2xk",USERDATA_ENCODING="base64",KEPT="yes"]""");
        Driver driver = bench.created("opennebula-template-id=3", "opennebula-userdata=" + file);
        assertThat(bench.vm().template.vector("CONTEXT").orElseThrow().values())
                .hasEntrySatisfying("USER_DATA", data -> assertThat(data).startsWith("H4sI"))
                .containsEntry("USER_DATA_ENCODING", "base64")
                .containsEntry("KEPT", "yes")
                .doesNotContainKeys("USERDATA", "USERDATA_ENCODING");
        assertThat(driver.config().text("UserDataFile")).isEqualTo(file.toString());
    }

    @Test
    void userDataOfAnotherProgramIsPassedOnUnchangedWithAWarning() throws IOException {
        Path file = Files.writeString(folder.resolve("ignition"), "{\"ignition\": {\"version\": \"3.4.0\"}}");
        String[] flags = {"opennebula-template-id=0", "opennebula-userdata=" + file};
        bench.with(flags).preCreateCheck();
        assertThat(bench.said).anyMatch(line -> line.contains("will not get the SSH user and key"));
        bench.created(flags);
        assertThat(bench.vm().template.vector("CONTEXT").orElseThrow().values())
                .containsEntry("USER_DATA", Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                .containsEntry("USER_DATA_ENCODING", "base64");
    }

    @Test
    void theStateRightAfterTheCreationTakesNoCall() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        bench.cloud.calls.clear();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(bench.cloud.calls).isEmpty();

        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(bench.cloud.calls).hasSize(1);
    }

    @Test
    void theStateSomeTimeAfterTheCreationIsAskedFor() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        bench.time.sleep(Duration.ofSeconds(1));
        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void aMemberOfAFleetIsMarkedFromTheBeginning() {
        bench.created("opennebula-template-id=0", "fleet=shop");

        assertThat(bench.sent.single("DOCKER_MACHINE_FLEET")).contains("shop");
    }

    @Test
    void aMachineOfNoFleetHasNoMarkEvenFromATemplateOfAMember() {
        bench.created();
        assertThat(bench.sent.has("DOCKER_MACHINE_FLEET")).isFalse();

        bench.cloud.template(9, "saved", 0, """
                CPU="1" MEMORY="512" DISK=[IMAGE="Ubuntu 18.04"] NIC=[NETWORK="public"]
                DOCKER_MACHINE_FLEET="shop\"""");
        bench.created("opennebula-template-id=9");
        assertThat(bench.sent.single("DOCKER_MACHINE_FLEET")).contains("");
    }

    private static String script(Vector context) {
        return new String(
                Base64.getDecoder().decode(context.value("START_SCRIPT_BASE64").orElseThrow()), StandardCharsets.UTF_8);
    }
}
