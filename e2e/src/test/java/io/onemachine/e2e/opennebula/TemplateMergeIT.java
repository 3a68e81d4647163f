package io.onemachine.e2e.opennebula;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template and options together, on real hosts. */
final class TemplateMergeIT {

    private static final String TEMPLATE = """
            NAME="whole"
            CPU="1"
            MEMORY="512"
            DISK=[IMAGE_ID="0"]
            NIC=[NETWORK_ID="0"]
            NIC=[NETWORK_ID="1"]
            USER_INPUTS=[COLOUR="M|list|a colour|red,green|green"]
            CONTEXT=[
              NETWORK="YES",
              TOKEN="YES",
              REPORT_READY="YES",
              COLOUR="$COLOUR",
              START_SCRIPT="#!/bin/sh
            echo $COLOUR > /root/colour
            echo something went wrong
            exit 3
            "]
            """;

    @Test
    void aMachineOfAnIpv6NetworkIsReachedOverIpv6(@TempDir Path folder) throws IOException {
        Path switchedOff = Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6");
        assumeTrue(
                Files.isReadable(switchedOff)
                        && Files.readString(switchedOff).strip().equals("0"),
                "IPv6 is switched off on this computer");
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            user.create("six", "--opennebula-template-id=0", "--opennebula-network-name=public6")
                    .succeeds()
                    .says("Docker is up and running!\n");
            String address = user.dockerMachine("ip", "six").succeeds().stdout().strip();
            assertThat(address).startsWith("2001:db8:");
            user.dockerMachine("url", "six").succeeds().says("tcp://[" + address + "]:2376\n");
            user.dockerMachine("ls")
                    .succeeds()
                    .showsLine("six +- +opennebula +Running +tcp://\\[" + Pattern.quote(address)
                            + "\\]:2376 +v2\\d\\.\\S+ *");
            for (String[] kind : new String[][] {{}, {"--native-ssh"}}) {
                List<String> command = new ArrayList<>(List.of(kind));
                command.addAll(List.of("ssh", "six", "hostname"));
                assertThat(user.dockerMachine(command.toArray(String[]::new))
                                .succeeds()
                                .stdout())
                        .isEqualTo("six\n");
            }
            user.dockerMachine("rm", "-y", "six").succeeds();
            cloud.holdsNothing();
        }
    }

    @Test
    void theTemplatesContextCardsAndScriptStayAndItsFailureIsReported(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            int template = cloud.api().registerTemplate(TEMPLATE);
            UserEnvironment user = cloud.user();
            user.create(
                            "m",
                            "--opennebula-template-id=" + template,
                            "--opennebula-nic=private",
                            "--opennebula-input=COLOUR=red",
                            "--opennebula-label=ci",
                            "--opennebula-lease=1h",
                            "--opennebula-attribute=PURPOSE=\"tests of docker-machine\"",
                            "--opennebula-attribute=CONTEXT=[EXTRA=\"one more\"]")
                    .succeeds()
                    .says("The start script of the VM's template failed with exit code 3", "something went wrong")
                    .says("Docker is up and running!\n");

            String vm = cloud.api().vm(cloud.api().vms().getFirst());
            assertThat(element(vm, "PURPOSE")).isEqualTo("tests of docker-machine");
            assertThat(element(vm, "LABELS")).isEqualTo("ci");
            assertThat(element(vm, "READY")).isEqualTo("YES");
            assertThat(Long.parseLong(element(element(vm, "SCHED_ACTION"), "TIME"))
                            - Long.parseLong(element(vm, "STIME")))
                    .isEqualTo(3600);
            String context = element(vm, "CONTEXT");
            assertThat(element(context, "EXTRA")).isEqualTo("one more");
            assertThat(element(context, "ETH1_IP")).isNotEmpty();

            assertThat(user.dockerMachine("ip", "m").succeeds().stdout().strip())
                    .as("the address of the second card")
                    .isEqualTo(element(context, "ETH1_IP"));
            assertThat(user.dockerMachine("ssh", "m", "sudo cat /root/colour; ip -4 -o address show")
                            .succeeds()
                            .stdout())
                    .startsWith("red\n")
                    .contains(element(context, "ETH0_IP"), element(context, "ETH1_IP"));
            user.dockerMachine("stop", "m").succeeds();
            user.dockerMachine("start", "m").succeeds();
            user.dockerMachine("ls")
                    .succeeds()
                    .showsLine("m +- +opennebula +Running +tcp://" + element(context, "ETH1_IP")
                            + ":2376 +v2\\d\\.\\S+ +The lease of \"m\" ends at 20\\S+, .*");
            user.dockerMachine("rm", "-y", "m").succeeds();
            cloud.holdsNothing();
        }
    }
}
