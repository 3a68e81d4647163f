package io.onemachine.driver.opennebula.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user data that is sent; the end-to-end tests hand it to cloud-init itself. */
class CloudInitTest {

    private static final SshKeyPair.Generated HOST_KEY = SshKeyPair.generate(SshKeyType.ED25519);
    private static final SshBootstrapKeys LOGIN =
            new SshBootstrapKeys("ssh-ed25519 AAAAC3 it's", Optional.of(HOST_KEY));
    private static final Vector EMPTY = Vector.of("CONTEXT");

    /** The length that a program's environment has room for, with the name of the variable. */
    private static final int LONGEST_VARIABLE = 128 * 1024;

    @Test
    void withoutUserDataTheStartScriptAndTheHostKeyAreTheUserData() throws IOException {
        List<String> parts = parts(added(EMPTY));
        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst())
                .startsWith("Content-Type: text/cloud-boothook\n")
                .contains(
                        "\n\n#!/bin/sh\nDOCKER_SSH_USER='core'\nDOCKER_SSH_PUBLIC_KEY='ssh-ed25519 AAAAC3 it'\\''s'\n")
                .endsWith(new String(ContextBuilder.startScript(), UTF_8));
        assertThat(parts.getLast())
                .startsWith("Content-Type: text/cloud-config\n")
                .endsWith("""

                #cloud-config
                hostname: "web"
                ssh_keys:
                  ed25519_public: %s
                  ed25519_private: |
                %s""".formatted(
                                HOST_KEY.publicKey(), HOST_KEY.privateKey().indent(4)));
        assertThat(added(EMPTY).value("USER_DATA").orElseThrow()).hasSizeLessThan(9_000);
    }

    @ParameterizedTest
    @CsvSource({
        "SET_HOSTNAME, $NAME, 1",
        "HOSTNAME, x, 1",
        "USER_DATA, '#cloud-config\nfqdn: x.example', 2",
        "USER_DATA, '#include-once\nhttps://example.org/', 2",
        "USER_DATA, '#cloud-config\nruncmd: []', 3",
    })
    void aHostThatIsNamedElsewhereIsNotNamed(String key, String value, int parts) throws IOException {
        SshBootstrapKeys login = new SshBootstrapKeys("key", Optional.empty());
        assertThat(parts(CloudInit.addTo(EMPTY.with(key, value), "web", "core", login)))
                .hasSize(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\nusers: [default]\n",
                "#cloud-config\nno_end_of_line: true",
                "#!/bin/sh\ntrue\n",
                "#include https://example.org/x\n",
                "#cloud-boothook\n#!/bin/sh\n",
                "#Cloud-Config-Archive\n- content: x\n",
                "#cloud-config-jsonp\n[]",
                "#part-handler\n",
                "## template: jinja\n#cloud-config\n{}\n",
                "\n  #cloud-config\n{}\n",
                "#cloud-config\r\nwrite_files:\r\n- path: /x\r\n",
                "#cloud-config\nname: \u00e4\u20ac\ud83d\ude00\n",
                "#cloud-config\n# MIME-Version: 1.0\n--docker-machine-0011223344556677\n"
            })
    void userDataOfCloudInitComesFirstUnchanged(String data) throws IOException {
        for (Vector context : List.of(
                EMPTY.with("USER_DATA", data),
                EMPTY.with("USERDATA", data),
                EMPTY.with("USER_DATA", base64(data)).with("USER_DATA_ENCODING", "base64"),
                EMPTY.with("USERDATA", lines(base64(data))).with("USERDATA_ENCODING", "base64"))) {
            Vector sent = added(context);
            assertThat(sent.values().keySet()).containsExactly("USER_DATA", "USER_DATA_ENCODING");
            List<String> parts = parts(sent);
            assertThat(parts).hasSize(3);
            assertThat(parts.getFirst()).startsWith("Content-Type: text/plain\n");
            assertThat(content(parts.getFirst())).isEqualTo(data);
        }
    }

    @Test
    void theFirstOfTheTwoNamesCountsAsInCloudInit() throws IOException {
        Vector both = EMPTY.with("USERDATA", "#!/bin/old").with("USER_DATA", "#!/bin/new");
        assertThat(content(parts(added(both)).getFirst())).isEqualTo("#!/bin/new");
        assertThat(parts(added(both.with("USER_DATA", "")))).hasSize(2);
        Vector encodings = EMPTY.with("USER_DATA", "#!/bin/sh")
                .with("USERDATA_ENCODING", "BASE64")
                .with("USER_DATA_ENCODING", "base64");
        assertThat(content(parts(added(encodings)).getFirst())).isEqualTo("#!/bin/sh");
    }

    @Test
    void aMimeMessageIsNestedAsItIs() throws IOException {
        String message = """
                Content-Type: multipart/mixed; boundary="docker-machine-x"
                MIME-Version: 1.0

                --docker-machine-x
                Content-Type: text/cloud-config

                #cloud-config
                {}
                --docker-machine-x--
                """;
        for (String given : List.of(message, message.replace("\n", "\r\n"))) {
            assertThat(parts(added(EMPTY.with("USER_DATA", given))).getFirst()).isEqualTo(given);
        }
    }

    @Test
    void whatOpenNebulaFillsInStaysATextInWhichItDoes() throws IOException {
        String data = "#cloud-config\nhostname: $NAME\n";
        Vector sent = added(EMPTY.with("USER_DATA", data));
        assertThat(sent.values().keySet()).containsExactly("USER_DATA");
        List<String> parts = parts(sent);
        assertThat(content(parts.getFirst())).isEqualTo(data);
        assertThat(String.join("", parts.subList(1, 3))).doesNotContain("$");
        assertThat(content(parts.get(1))).endsWith(new String(ContextBuilder.startScript(), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"ignition\": {}}', ''",
        "'just a text', ''",
        "'Not-A-Message: 1', ''",
        "'#cloud-config\nname: $NAME \u00e4', ''",
        "'$USER[CLOUD_CONFIG]', ''",
        "'$USER[CLOUD_CONFIG]', base64",
        "'I2Nsb3VkLWNvbmZpZw=', base64",
        "'I2Nsb3VkLWNvbmZpZ', base64",
        "'I2Nsb3VkLWNvbmZpZwo=', gzip+base64",
    })
    void anythingElseIsSentUnchanged(String data, String encoding) {
        Vector context = EMPTY.with("USER_DATA", data);
        Vector given = encoding.isEmpty() ? context : context.with("USERDATA_ENCODING", encoding);
        assertThat(added(given)).isEqualTo(given);
        assertThat(GivenUserData.of(given).takesParts()).isFalse();
    }

    @Test
    void whatIsPackedOrTooLargeOrNoUtf8InAMessageIsSentUnchanged() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("#cloud-config\n".getBytes(UTF_8));
        }
        byte[] message = "MIME-Version: 1.0\n\n\u00ff".getBytes(ISO_8859_1);
        byte[] large = ("#cloud-config\n" + "#".repeat(1 << 20)).getBytes(UTF_8);
        for (byte[] data : List.of(packed.toByteArray(), message, large)) {
            Vector given = EMPTY.with("USER_DATA", Base64.getEncoder().encodeToString(data))
                    .with("USER_DATA_ENCODING", "base64");
            assertThat(added(given)).isEqualTo(given);
        }
    }

    @Test
    void theLargestUserDataStillFitsIntoAnEnvironment() {
        Random random = new Random(1);
        int[][] ranges = {{' ', '~', 65_000}, {0x100, 0x7ff, 30_000}};
        for (int[] range : ranges) {
            StringBuilder data = new StringBuilder("#!/bin/sh\n");
            random.ints(range[2], range[0], range[1]).filter(c -> c != '$').forEach(data::appendCodePoint);
            Vector sent = added(EMPTY.with("USER_DATA", data.toString()));
            assertThat(sent.value("USER_DATA_ENCODING")).contains("base64");
            assertThat(sent.value("USER_DATA").orElseThrow().length()).isLessThan(LONGEST_VARIABLE - 100);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'#cloud-config\nssh_keys: {}', true",
        "'#cloud-config\nusers: []', false",
        "'MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nc3NoX2tl\neXM6IHt9Cg==\n', true",
        "'MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nI2Nsb3Vk\n', false",
    })
    void hostKeysOfTheUserDataAreSeen(String data, boolean own) {
        assertThat(GivenUserData.of(EMPTY.with("USER_DATA", data)).givesHostKeys())
                .isEqualTo(own);
    }

    private static Vector added(Vector context) {
        return CloudInit.addTo(context, "web", "core", LOGIN);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String lines(String text) {
        return text.replaceAll("(.{7})", "$1\r\n");
    }

    /** Returns the parts of the message that is sent, one byte in each character. */
    private static List<String> parts(Vector context) throws IOException {
        String data = context.value("USER_DATA").orElseThrow();
        if (context.value("USER_DATA_ENCODING").isPresent()) {
            try (GZIPInputStream in = new GZIPInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
                data = new String(in.readAllBytes(), ISO_8859_1);
            }
        }
        Matcher boundary = Pattern.compile("\\AContent-Type: multipart/mixed; boundary=(\\S+)\nMIME-Version: 1.0\n\n")
                .matcher(data);
        assertThat(boundary.lookingAt()).isTrue();
        List<String> parts = new ArrayList<>(
                List.of(data.substring(boundary.end()).split("(?m)^--" + boundary.group(1) + "(--)?\n", -1)));
        assertThat(parts.removeFirst()).isEmpty();
        assertThat(parts.removeLast()).isEmpty();
        // The end of the line before a boundary belongs to that.
        return parts.stream().map(part -> part.substring(0, part.length() - 1)).toList();
    }

    private static String content(String part) {
        int end = part.indexOf("\n\n");
        String body = part.substring(end + 2);
        return part.substring(0, end).contains("base64")
                ? new String(Base64.getMimeDecoder().decode(body), UTF_8)
                : body;
    }
}
