package io.onemachine.e2e.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Attacks by an API server on its client: an attacker may answer at the address that the user has given. */
final class ApiAttacks {

    private static final String SECRET = "hunter2-is-secret";
    private static final long ENDLESS = 1L << 31;

    private ApiAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("an answer with an external entity that is a file", ApiAttacks::externalEntityOfAFile),
                new Attack("an answer with an external entity elsewhere", ApiAttacks::externalEntityElsewhere),
                new Attack("an answer with an entity bomb", ApiAttacks::entityBomb),
                new Attack("an answer without end", ApiAttacks::endlessAnswer),
                new Attack("headers without end", ApiAttacks::endlessHeaders),
                new Attack("elements within each other without end", ApiAttacks::endlessDepth),
                new Attack("a redirect to another host", folder -> redirect(folder, "307 Temporary Redirect")),
                new Attack("a permanent redirect to another host", folder -> redirect(folder, "301 Moved Permanently")),
                new Attack("plain HTTP where https was asked for", ApiAttacks::downgrade),
                new Attack("an answer that is not XML", ApiAttacks::nonsense),
                new Attack("an address of a VM that is an option of ssh", ApiAttacks::addressThatIsAnOption));
    }

    private static String externalEntityOfAFile(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("private"), "what-the-file-holds");
        try (HostileServer server = HostileServer.ofDocument(
                "<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY x SYSTEM \"" + file.toUri() + "\">]>" + failure("&x;"))) {
            Outcome create = create(folder, server.url("http"));
            assertThat(create.toString()).doesNotContain("what-the-file-holds");
            return refusal(create);
        }
    }

    private static String externalEntityElsewhere(Path folder) throws IOException {
        try (HostileServer elsewhere = HostileServer.ofDocument("<!ENTITY y \"z\">");
                HostileServer server = HostileServer.ofDocument("<?xml version=\"1.0\"?><!DOCTYPE m SYSTEM \""
                        + elsewhere.url("http") + "\" [<!ENTITY x SYSTEM \"" + elsewhere.url("http") + "\">]>"
                        + failure("&x;"))) {
            Outcome create = create(folder, server.url("http"));
            assertThat(elsewhere.received()).isEmpty();
            return refusal(create);
        }
    }

    private static String entityBomb(Path folder) throws IOException {
        StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY e").append(i).append(" \"");
            bomb.append(("&e" + (i - 1) + ";").repeat(10)).append("\">");
        }
        try (HostileServer server = HostileServer.ofDocument(bomb + "]>" + failure("&e29;"))) {
            return refusal(create(folder, server.url("http")));
        }
    }

    private static String endlessAnswer(Path folder) throws IOException {
        try (HostileServer server = HostileServer.answering((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<?xml version=\"1.0\"?><methodResponse><params>"
                    .getBytes(UTF_8));
            byte[] more = "<!-- more -->".repeat(5000).getBytes(UTF_8);
            for (long sent = 0; sent < ENDLESS; sent += more.length) {
                out.write(more);
            }
        })) {
            return refusal(create(folder, server.url("http")));
        }
    }

    private static String endlessHeaders(Path folder) throws IOException {
        try (HostileServer server = HostileServer.answering((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            byte[] more = "X-More: and more and more and more\r\n".repeat(1000).getBytes(UTF_8);
            for (long sent = 0; sent < ENDLESS; sent += more.length) {
                out.write(more);
            }
        })) {
            return refusal(create(folder, server.url("http")));
        }
    }

    private static String endlessDepth(Path folder) throws IOException {
        try (HostileServer server =
                HostileServer.ofDocument("<?xml version=\"1.0\"?>" + "<methodResponse>".repeat(500_000))) {
            return refusal(create(folder, server.url("http")));
        }
    }

    private static String redirect(Path folder, String status) throws IOException {
        try (HostileServer elsewhere = HostileServer.ofDocument(HostileServer.success("<USER/>"));
                HostileServer server = HostileServer.answering((request, out) -> out.write(HostileServer.page(
                        status,
                        "Location: " + elsewhere.url("http").replace("127.0.0.1", "localhost") + "\r\n",
                        "")))) {
            Outcome create = create(folder, server.url("http"));
            assertThat(server.received()).as("asked at all").isNotEmpty();
            assertThat(elsewhere.received()).as("what was sent elsewhere").isEmpty();
            return refusal(create);
        }
    }

    private static String downgrade(Path folder) throws IOException {
        try (HostileServer server =
                HostileServer.ofDocument(HostileServer.success("<USER><ID>0</ID><NAME>oneadmin</NAME></USER>"))) {
            Outcome create = create(folder, server.url("https"));
            assertThat(server.received()).isNotEmpty().noneMatch(text -> text.contains(SECRET));
            return refusal(create);
        }
    }

    private static String nonsense(Path folder) throws IOException {
        try (HostileServer server = HostileServer.ofDocument("\u0000\u0001 <<<>>> \u001b[31m ]]> &&& %s%n")) {
            Outcome create = create(folder, server.url("http"));
            assertThat(create.stderr())
                    .as("no control characters for the terminal")
                    .doesNotContain("\u001b", "\u0000");
            return refusal(create);
        }
    }

    private static String addressThatIsAnOption(Path folder) throws IOException {
        Path proof = folder.resolve("proof");
        String vm =
                "<VM><ID>7</ID><UID>0</UID><NAME>m</NAME><STATE>3</STATE><LCM_STATE>3</LCM_STATE><TEMPLATE><NIC><IP>"
                        + "-oProxyCommand=touch " + proof
                        + "</IP><NIC_ID>0</NIC_ID></NIC></TEMPLATE><USER_TEMPLATE/></VM>";
        try (HostileServer server = HostileServer.ofDocument(HostileServer.success(vm))) {
            UserEnvironment user = user(folder, server.url("http"));
            Path machine = Files.createDirectories(user.machine("m"));
            Files.writeString(
                    machine.resolve("config.json"),
                    StoredMachine.opennebula("m", 7, "192.0.2.1")
                            .json()
                            .replace("$STORE", user.store().toString())
                            .replaceFirst("\"Xmlrpcurl\": \"[^\"]*\"", "\"Xmlrpcurl\": \"" + server.url("http") + "\"")
                            .replaceFirst("\"SSHUser\": \"[^\"]*\"", "\"SSHUser\": \"\""));
            Outcome ssh = user.dockerMachine("ssh", "m", "true");
            assertThat(server.received()).isNotEmpty();
            assertThat(proof).doesNotExist();
            assertThat(ssh.exitCode()).as("%s", ssh).isNotZero();
            return ssh.stderr().strip();
        }
    }

    private static String failure(String message) {
        return "<methodResponse><params><param><value><array><data><value><boolean>0</boolean></value><value><string>"
                + message + "</string></value><value><i4>256</i4></value></data></array></value></param></params>"
                + "</methodResponse>";
    }

    private static UserEnvironment user(Path folder, String endpoint) {
        return UserEnvironment.in(folder).with("ONE_AUTH", "oneadmin:" + SECRET).with("ONE_XMLRPC", endpoint);
    }

    private static Outcome create(Path folder, String endpoint) {
        return user(folder, endpoint).create("m", "--opennebula-template-id=0");
    }

    /** Checks that the creation was refused before anything was created, and that no secret was printed. */
    private static String refusal(Outcome create) {
        create.failsWith(3);
        assertThat(create.toString()).doesNotContain(SECRET);
        return create.stderr().strip();
    }
}
