package io.onemachine.e2e.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's rules for the twenty options, each read off the command that breaks or uses it. */
final class OptionRulesIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    private static Outcome create(String... options) {
        return cloud.user().create("m", options);
    }

    @ParameterizedTest
    @CsvSource({
        "--opennebula-image-id=0, --opennebula-image-",
        "--opennebula-image-name=debian-docker, --opennebula-image-",
        "--opennebula-image-owner=oneadmin, --opennebula-image-",
        "--opennebula-dev-prefix=vd, --opennebula-dev-prefix",
        "--opennebula-disk-resize=4096, --opennebula-disk-resize",
        "--opennebula-b2d-size=4096, --opennebula-b2d-size",
        "--opennebula-disable-vnc, --opennebula-disable-vnc",
    })
    void anOptionTheTemplateDecidesIsRefusedBesideOne(String option, String named) {
        create("--opennebula-template-id=0", option).failsWith(1).complains(named, "--opennebula-template-");
        create("--opennebula-template-name=debian-docker", option)
                .failsWith(1)
                .complains(named, "--opennebula-template-");
        cloud.holdsNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "--opennebula-template-id=0, --opennebula-template-name=debian-docker, --opennebula-template-name",
        "--opennebula-network-id=0, --opennebula-network-name=public, --opennebula-network-name",
        "--opennebula-image-id=0, --opennebula-image-name=debian-docker, --opennebula-image-name",
    })
    void aResourceIsNamedEitherByIdOrByName(String byId, String byName, String named) {
        create(byId, byName).failsWith(1).complains(named, named.replace("-name", "-id"));
        cloud.holdsNothing();
    }

    @Test
    void withoutATemplateAnImageAndANetworkAreRequired() {
        create("--opennebula-network-id=0").failsWith(1).complains("--opennebula-image-name", "--opennebula-image-id");
        create("--opennebula-image-id=0")
                .failsWith(1)
                .complains("--opennebula-network-name", "--opennebula-network-id");
        cloud.holdsNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--opennebula-cpu=abc",
                "--opennebula-cpu=0",
                "--opennebula-vcpu=1.5",
                "--opennebula-memory=1G",
                "--opennebula-memory=-1",
                "--opennebula-template-id=abc",
                "--opennebula-start-retries=often",
            })
    void anInvalidNumberIsRefusedWithTheFlagsName(String option) {
        String flag = option.substring(0, option.indexOf('='));
        String value = option.substring(option.indexOf('=') + 1);
        if (flag.equals("--opennebula-template-id")) {
            create(option).failsWith(1).complains(flag, value);
        } else {
            create("--opennebula-template-id=0", option).failsWith(1).complains(flag, value);
        }
        cloud.holdsNothing();
    }

    @Test
    void cpuVcpuMemoryAndNetworkOverrideTheTemplate() {
        create(
                        "--opennebula-template-id=0",
                        "--opennebula-cpu=0.5",
                        "--opennebula-vcpu=2",
                        "--opennebula-memory=384",
                        "--opennebula-network-name=private",
                        "--opennebula-network-owner=oneadmin")
                .succeeds();
        String vm = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(OpenNebulaApi.element(vm, "CPU")).isEqualTo("0.5");
        assertThat(OpenNebulaApi.element(vm, "VCPU")).isEqualTo("2");
        assertThat(OpenNebulaApi.element(vm, "MEMORY")).isEqualTo("384");
        assertThat(OpenNebulaApi.element(vm, "NETWORK_ID")).isEqualTo("1");
        assertThat(vm.split("<NIC>", -1)).as("one network card").hasSize(2);
        removeIt();
    }

    @Test
    void flagsOverrideEnvironmentVariables() {
        UserEnvironment user = cloud.user()
                .with(Map.of(
                        "ONE_TEMPLATE_NAME",
                        "debian-docker",
                        "ONE_CPU",
                        "0.25",
                        "ONE_MEMORY",
                        "300",
                        "MACHINE_DRIVER",
                        "opennebula"));
        user.dockerMachine("create", "--opennebula-memory", "400", "m").succeeds();
        String vm = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(OpenNebulaApi.element(vm, "CPU")).isEqualTo("0.25");
        assertThat(OpenNebulaApi.element(vm, "MEMORY")).isEqualTo("400");
        removeIt();
    }

    @Test
    void defaultsCountWithoutATemplateAndVncIsOnUnlessDisabled() {
        create("--opennebula-image-id=0", "--opennebula-network-id=0").succeeds();
        String vm = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(OpenNebulaApi.element(vm, "CPU")).isEqualTo("1");
        assertThat(OpenNebulaApi.element(vm, "VCPU")).isEqualTo("1");
        assertThat(OpenNebulaApi.element(vm, "MEMORY")).isEqualTo("1024");
        assertThat(OpenNebulaApi.element(OpenNebulaApi.element(vm, "GRAPHICS"), "LISTEN"))
                .isEqualTo("0.0.0.0");
        removeIt();

        create(
                        "--opennebula-image-name=debian-docker",
                        "--opennebula-image-owner=oneadmin",
                        "--opennebula-network-id=0",
                        "--opennebula-disable-vnc",
                        "--opennebula-dev-prefix=vd",
                        "--opennebula-b2d-size=512",
                        "--opennebula-ssh-user=someone")
                .succeeds();
        vm = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(vm).doesNotContain("<GRAPHICS>");
        assertThat(OpenNebulaApi.element(vm, "DEV_PREFIX")).isEqualTo("vd");
        assertThat(vm.split("<DISK>", -1)).as("two disks").hasSize(3);
        assertThat(vm).contains("<![CDATA[512]]>");
        assertThat(OpenNebulaApi.element(vm, "DOCKER_SSH_USER")).isEqualTo("someone");
        removeIt();
    }

    @Test
    void theTemplatesContextIsKept() {
        cloud.api().call("one.template.allocate", """
                        NAME="kept" CPU="1" MEMORY="256" DISK=[IMAGE="debian-docker"] NIC=[NETWORK="public"]
                        CONTEXT=[NETWORK="YES",MY_KEY="my value",START_SCRIPT="echo theirs"]""");
        create("--opennebula-template-name=kept").succeeds();
        String context = OpenNebulaApi.element(cloud.api().vm(cloud.api().vms().getFirst()), "CONTEXT");
        assertThat(OpenNebulaApi.element(context, "MY_KEY")).isEqualTo("my value");
        assertThat(OpenNebulaApi.element(context, "DOCKER_SSH_USER")).isEqualTo("docker");
        removeIt();
    }

    @Test
    void theHelpOfCreateShowsTheTwentyOptionsWithDefaultsAndVariables() {
        Outcome help = cloud.user()
                .dockerMachine("create", "--driver", "opennebula", "--help")
                .succeeds();
        assertThat(help.stdout().split("--opennebula-", -1).length - 1).isGreaterThanOrEqualTo(20);
        help.says(
                "--opennebula-memory",
                "1024",
                "ONE_MEMORY",
                "--opennebula-start-retries",
                "600",
                "--engine-install-url");
        assertThat(help.stdout()).doesNotContain("%!");
    }

    private static void removeIt() {
        cloud.user().dockerMachine("rm", "-y", "m").succeeds();
        cloud.holdsNothing();
    }
}
