package io.onemachine.machine.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    /** RFC 1123 and Linux's limit of the length. */
    private static final Pattern HOST_NAME = Pattern.compile("(?=.{1,64}$)"
            + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final String RUNNER = "runner-abc123-project-12345678-concurrent-0-1764430265-0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "web1",
                "Web-1",
                "123",
                "1.2.3.4",
                "web.example.org",
                "xn--bcher-kva.example",
                "a--b",
                "runner-abc123-gitlab-1764430265-0123456789abcdef",
                "a23456789012345678901234567890123456789012345678901234567890123",
                "a2345678901234567890123456789012.45678901234567890123456789012.4"
            })
    void ordinaryNamesStayAsTheyAre(String name) {
        assertThat(HostName.of(name)).isEqualTo(name);
        assertThat(HostName.isValid(name)).isTrue();
    }

    /** Hosts with such a name keep it when a later version provisions them. */
    @ParameterizedTest
    @CsvSource({
        "a..b, a-b-g5tcfgfic2km",
        "a-, a-oyw4cq4ae2lx",
        "runner-abc123-project-12345678-concurrent-0-1764430265-0123456789abcdef-gitlab-com-group-sub-runner-01,"
                + " runner-abc123-project-12345678-concurrent-0-176443-dhxswhhyiuge",
    })
    void theSameMachineAlwaysHasTheSameHost(String machine, String host) {
        assertThat(HostName.of(machine)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                ".",
                "a.",
                ".a",
                "a-.b",
                "a.-b",
                "a..",
                " ",
                "a b",
                "a\nb",
                "a\u0000",
                "a_b",
                "$(reboot)",
                "büro",
                "机器",
                "\ud800",
                "a234567890123456789012345678901234567890123456789012345678901234",
                "b.a234567890123456789012345678901234567890123456789012345678901234",
                "a2345678901234567890123456789012.45678901234567890123456789012.45"
            })
    void invalidNamesBecomeValidHostNames(String machine) {
        assertThat(HostName.isValid(machine)).isFalse();
        String name = HostName.of(machine);
        assertThat(name).matches(HOST_NAME).hasSizeLessThanOrEqualTo(63).doesNotContain(".");
        assertThat(HostName.of(name)).as("a host name itself").isEqualTo(name);
    }

    @Test
    void longNamesThatDifferAtTheEndGetDifferentHostNames() {
        assertThat(HostName.of(RUNNER + "1"))
                .isNotEqualTo(HostName.of(RUNNER + "2"))
                .startsWith("runner-abc123-project-12345678-concurrent-0-");
        assertThat(HostName.of("a..b")).isNotEqualTo(HostName.of("a.-b")).isNotEqualTo(HostName.of("a-b"));
    }

    @Test
    void randomNamesGetDistinctHostNames() {
        long seed = System.nanoTime();
        System.out.println("HostNameTest: seed " + seed);
        Random random = new Random(seed);
        Map<String, String> machines = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String machine = machineName(random);
            String host = HostName.of(machine);
            assertThat(host).as("seed %d: for %s", seed, machine).matches(HOST_NAME);
            assertThat(machines.put(host, machine))
                    .as("seed %d: also %s for %s", seed, host, machine)
                    .isIn(null, machine);
        }
    }

    private static String machineName(Random random) {
        String characters = random.nextInt(4) == 0 ? "ab.-" : "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.-";
        int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 255 : 20);
        StringBuilder name = new StringBuilder("a");
        for (int i = 1; i < length; i++) {
            name.append(characters.charAt(random.nextInt(characters.length())));
        }
        return name.toString();
    }
}
