package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.vm.OpenNebulaAccount;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
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
        assertThat(driver.config().get("IPAddress").getAsString()).isEqualTo("10.0.0.7");
        assertThat(driver.sshKeyPath()).isEqualTo(folder.resolve("id_ed25519").toString());
        assertThat(driver.config().get("SSHKeyPath").getAsString()).isEqualTo(driver.sshKeyPath());
        assertThat(driver.config().get("SSHPort").getAsInt()).isEqualTo(22);
        assertThat(bench.said).contains("Creating SSH key...", "Starting VM...");
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
    @CsvSource({"'', '', true", "'', userdata, false", "pinned, userdata, true", "tofu, '', false", "off, '', false"})
    void theHostKeyIsPinnedUnlessPolicyOrUserDataSayOtherwise(String policy, String userData, boolean ours)
            throws IOException {
        List<String> flags = new ArrayList<>(List.of("opennebula-template-id=0"));
        if (!policy.isEmpty()) {
            flags.add(HostKeyPolicy.OPTION + "=" + policy);
        }
        if (!userData.isEmpty()) {
            flags.add("opennebula-userdata=" + Files.writeString(folder.resolve("cloud.cfg"), "#cloud-config"));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-template-id=4711 | ‹option opennebula-template-id›: there is no template with id 4711",
                "opennebula-template-name=nosuch | ‹option opennebula-template-name›: there is no template named \"nosuch\" that you may use",
                "opennebula-template-name=twice | several templates named \"twice\": 11 (of oneadmin), 12 (of bob); choose one with ‹option opennebula-template-owner› or ‹option opennebula-template-id›",
                "opennebula-template-name=twice opennebula-template-owner=carol | there is no template named \"twice\" of user \"carol\" that you may use",
                "opennebula-template-id=13 | template 13 (no image) has no disk with an image",
                "opennebula-template-id=14 | template 14 (no network) has no network: name one with ‹option opennebula-network-name› or ‹option opennebula-network-id›",
                "opennebula-template-id=0 opennebula-network-id=4711 | ‹option opennebula-network-id›: there is no network with id 4711",
                "opennebula-template-id=0 opennebula-network-name=nosuch | ‹option opennebula-network-name›: there is no network named \"nosuch\"",
                "opennebula-template-id=0 opennebula-network-name=public opennebula-network-owner=bob | named \"public\" of user \"bob\" that you may use",
                "opennebula-image-id=4711 opennebula-network-id=0 | ‹option opennebula-image-id›: there is no image with id 4711",
                "opennebula-image-name=nosuch opennebula-network-id=0 | ‹option opennebula-image-name›: there is no image named \"nosuch\"",
                "opennebula-image-name=theirs opennebula-network-id=0 | several images named \"theirs\": 21 (of bob), 22 (of unknown); choose one with ‹option opennebula-image-owner› or ‹option opennebula-image-id›",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-disk-resize=512 | ‹option opennebula-disk-resize›: image \"Ubuntu 18.04\" has 1024 MB and cannot shrink to 512 MB"
            })
    void missingResourcesAreReportedBeforeCreation(String flags, String message) {
        bench.cloud.template(11, "twice", 0, "DISK=[IMAGE_ID=0]");
        bench.cloud.template(12, "twice", 2, "DISK=[IMAGE_ID=0]");
        bench.cloud.template(13, "no image", 0, "DISK=[SIZE=100,TYPE=fs] NIC=[NETWORK=public]");
        bench.cloud.template(14, "no network", 0, "DISK=[IMAGE_ID=0]");
        bench.cloud.image(21, "theirs", 2, 100);
        bench.cloud.image(22, "theirs", 3, 100);
        Driver driver = bench.with(flags.split(" "));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining(message);
        assertThat(bench.cloud.vms).isEmpty();
        assertThat(bench.saved).isEmpty();
        assertThat(folder).isEmptyDirectory();
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

    @Test
    void wrongCredentialsAreReportedWithUserAndSourceAndWithoutThePassword() {
        bench.environment.put("ONE_AUTH", "oneadmin:s3cret");
        Driver driver = bench.with("opennebula-template-id=0");
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining("does not accept the user \"oneadmin\" with the password or token from ONE_AUTH")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void anUnreachableFrontEndIsReportedWithTheSourceOfItsAddress() {
        bench.transport = (endpoint, body) -> {
            throw new TransportException(
                    Kind.REFUSED, "nothing listens at " + endpoint + " (connection refused)", null);
        };
        Driver driver = bench.with("opennebula-template-id=0");
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining("nothing listens at " + DriverFixture.ENDPOINT)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("ONE_XMLRPC"));
    }

    @Test
    void theTagIsStoredBeforeTheCallAndTheIdRightAfterIt() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            assertThat(bench.saved).hasSize(2);
            effect.run();
        });
        bench.cloud.fault("one.vm.info", effect -> {
            assertThat(bench.saved).hasSize(3);
            effect.run();
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        JsonObject before = bench.saved.get(1);
        JsonObject after = bench.saved.get(2);
        assertThat(before.get("VmTag").getAsString())
                .isNotEmpty()
                .isEqualTo(bench.vm().tag());
        assertThat(before.get("MachineId").getAsInt()).isZero();
        assertThat(before.has("VmId")).isFalse();
        assertThat(before.get("VmCallBegun").getAsBoolean()).isTrue();
        assertThat(after.has("VmCallBegun")).isFalse();
        assertThat(after.get("MachineId").getAsInt()).isEqualTo(7);
    }

    @Test
    void aLostAnswerNeitherLosesTheVmNorCreatesASecondOne() {
        bench.cloud.vm(3, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.loseTheAnswerTo("one.template.instantiate");
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        assertThat(bench.cloud.callsOf("one.template.instantiate")).hasSize(1);
        assertThat(driver.config().get("MachineId").getAsInt()).isEqualTo(7);
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
    }

    @Test
    void aLostCallThatCreatedNothingIsAnError() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.TIMED_OUT, "no answer", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("no answer; there is no VM of this machine, as far as can be seen");
        assertThat(bench.cloud.vms).isEmpty();
    }

    @Test
    void aCallThatNeverArrivedIsNotSearchedFor() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.REFUSED, "refused", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.cloud.callsOf("one.vmpool.info")).isEmpty();
    }

    @Test
    void theVmOfAnInterruptedCreationIsFoundAndRemovedByItsTag() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            effect.run();
            throw new TransportException(Kind.INTERRUPTED, "interrupted", null);
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        FakeOned.Vm stranger = bench.cloud.vm(1, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);

        Driver later = bench.open(bench.saved.getLast());
        later.remove();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
        assertThat(stranger.status.isRunning()).isTrue();
    }

    /** The front end may still be working on a call whose answer is no longer awaited. */
    @Test
    void aVmThatAppearsAfterTheInterruptionIsRemoved() {
        List<Runnable> late = new ArrayList<>();
        bench.cloud.fault("one.template.instantiate", effect -> {
            late.add(effect);
            throw new TransportException(Kind.INTERRUPTED, "interrupted", null);
        });
        bench.cloud.fault("one.vmpool.info", Runnable::run);
        bench.cloud.fault("one.vmpool.info", effect -> {
            late.removeFirst().run();
            effect.run();
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);

        driver.remove();

        assertThat(late).isEmpty();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
    }

    @Test
    void aVmThatFailsToBootIsReportedWithItsStateAndError() {
        bench.cloud.firstSteps = List.of(FakeOned.lcm(LcmState.PROLOG), FakeOned.lcm(LcmState.BOOT_FAILURE));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("ERROR", "Sun Nov 22: DEPLOY: no such bridge");
            effect.run();
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessage("VM 7 (dm): it is in state BOOT_FAILURE: Sun Nov 22: DEPLOY: no such bridge")
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("onevm recover 7"));
        assertThat(driver.config().get("MachineId").getAsInt()).isEqualTo(7);
    }

    @Test
    void aVmThatCannotBePlacedFailsAfterTheRetriesWithTheSchedulersReason() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=30");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("SCHED_MESSAGE", "No host with enough capacity");
            effect.run();
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("within 60 seconds")
                .withMessageContaining("it is in state PENDING: No host with enough capacity");
        assertThat(bench.time.passed()).hasSeconds(60);
        assertThat(bench.said.stream().filter("The VM waits for a place: No host with enough capacity"::equals))
                .hasSize(1);
    }

    @Test
    void aSchedulerMessageIsShownOnceWhateverItsTimeAndAgainWhenItChanges() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=30");
        driver.preCreateCheck();
        for (int look = 0; look < 40; look++) {
            String reason = look < 20 ? "No host with enough capacity" : "No host meets SCHED_REQUIREMENTS";
            String time = "Sun Nov 22 08:42:%02d 2026: ".formatted(look);
            bench.cloud.fault("one.vm.info", effect -> {
                bench.vm().user = bench.vm().user.without("SCHED_MESSAGE").with("SCHED_MESSAGE", time + reason);
                effect.run();
            });
        }
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.said.stream().filter(text -> text.startsWith("The VM waits")))
                .containsExactly(
                        "The VM waits for a place: No host with enough capacity",
                        "The VM waits for a place: No host meets SCHED_REQUIREMENTS");

        bench.said.clear();
        driver.remove();
        assertThat(bench.said).as("while it is removed").noneMatch(text -> text.startsWith("The VM waits"));
    }

    @Test
    void afterCtrlCNoSchedulerMessageIsShown() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("SCHED_MESSAGE", "No host with enough capacity");
            effect.run();
            Thread.currentThread().interrupt();
        });
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.said).noneMatch(text -> text.startsWith("The VM waits"));
    }

    @Test
    void pollingStartsWithShortPausesAndEndsWithLongOnes() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=60");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.time.pauses.getFirst()).hasMillis(50);
        assertThat(bench.time.pauses).anySatisfy(pause -> assertThat(pause).hasSeconds(2));
    }

    @Test
    void occasionalMissingAnswersDoNotEndTheWait() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        for (int i = 0; i < 4; i++) {
            bench.cloud.failOn("one.vm.info", new TransportException(503, "HTTP status 503"));
        }
        driver.create();
        assertThat(bench.vm().status.isRunning()).isTrue();
    }

    @Test
    void aFrontEndThatStaysUnreachableEndsTheWait() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        for (int i = 0; i < 1000; i++) {
            bench.cloud.failOn("one.vm.info", new TransportException(Kind.REFUSED, "refused", null));
        }
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("refused");
        assertThat(bench.time.passed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(24));
    }

    @Test
    void aVmThatIsRemovedMeanwhileIsNotWaitedFor() {
        bench.cloud.firstSteps = List.of(FakeOned.status(VmState.DONE));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("another user or program changed its state to DONE");
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
                .containsEntry("USER_DATA", Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                .containsEntry("USER_DATA_ENCODING", "base64")
                .containsEntry("KEPT", "yes")
                .doesNotContainKeys("USERDATA", "USERDATA_ENCODING");
        assertThat(driver.config().get("UserDataFile").getAsString()).isEqualTo(file.toString());
    }

    @Test
    void unreadableUserDataIsReportedBeforeCreation() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
        for (Map.Entry<String, String> wrong : Map.of(
                        folder.resolve("gone").toString(),
                        "does not exist",
                        folder.toString(),
                        "is not a file",
                        "/dev/zero",
                        "is not a file",
                        empty.toString(),
                        "is empty",
                        large.toString(),
                        "has 65537 bytes; the limit is 65536")
                .entrySet()) {
            Driver driver = bench.with("opennebula-template-id=0", "opennebula-userdata=" + wrong.getKey());
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(driver::preCreateCheck)
                    .withMessage("‹option opennebula-userdata›: " + wrong.getKey() + " " + wrong.getValue());
        }
    }

    private static String script(Vector context) {
        return new String(
                Base64.getDecoder().decode(context.value("START_SCRIPT_BASE64").orElseThrow()), StandardCharsets.UTF_8);
    }
}
