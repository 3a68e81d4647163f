package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the front end's configuration: who sees it, and that its restricted attributes are refused. */
final class ConfigurationTest {

    private static final String BOB = "bob:bobpw";

    @Test
    void everyRestrictedAttributeIsRefusedToUsers(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            List<String> restricted = Pattern.compile(
                            "<VM_RESTRICTED_ATTR><!\\[CDATA\\[([^\\]]+)]]></VM_RESTRICTED_ATTR>")
                    .matcher(cloud.call("one.system.config").text())
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            assertThat(restricted).contains("CONTEXT/FILES", "NIC/MAC", "NIC/EXTERNAL", "DISK/ORIGINAL_SIZE", "PCI");
            for (String name : restricted) {
                String attribute = name.contains("/") ? name.replace("/", "=[") + "=\"1\"]" : name + "=\"1\"";
                assertThat(cloud.callAs(BOB, "one.vm.allocate", "CPU=1 MEMORY=64 " + attribute, true)
                                .text())
                        .contains("VM Template includes a restricted attribute " + name + ".");
            }
        }
    }

    @Test
    void usersDoNotSeeTheConfiguration(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            TestCloud.Outcome outcome = cloud.callAs(BOB, "one.system.config");
            assertThat(outcome.code()).isEqualTo(512);
            assertThat(outcome.text()).contains("only be retrieved by users in the oneadmin group");
        }
    }
}
