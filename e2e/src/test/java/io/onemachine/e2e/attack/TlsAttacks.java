package io.onemachine.e2e.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An attacker answers in an engine's place: it receives nothing, and the user sees the reason. */
final class TlsAttacks {
    private static final String ADDRESS = "subjectAltName=IP:127.0.0.1\n";
    private static final String SERVER = "extendedKeyUsage=serverAuth\n";

    /** The ServerHello of a server with TLS 1.0 at most: version and cipher. */
    private static final byte[] HELLO_OF_1999 =
            HexFormat.of().parseHex("160301002a02000026" + "0301" + "5a".repeat(32) + "00" + "002f" + "00");

    private static final byte[] FLOOD = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

    private TlsAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack(
                        "an engine with a certificate of another CA",
                        folder -> refuses(
                                folder,
                                "the engine's certificate is not from the machine's CA",
                                place -> place.engine(place.certificate(place.otherCa(), ADDRESS + SERVER)))),
                new Attack(
                        "an engine with a certificate that has expired",
                        folder -> refuses(
                                folder,
                                "the engine's certificate has expired",
                                place -> place.engine(place.certificate(place.ca(), ADDRESS + SERVER, "-days", "-1")))),
                new Attack(
                        "an engine with the certificate of another host",
                        folder -> refuses(
                                folder,
                                "the engine's certificate is for another name or address",
                                place -> place.engine(
                                        place.certificate(place.ca(), "subjectAltName=IP:192.0.2.1\n" + SERVER)))),
                new Attack(
                        "an engine that shows a client's certificate",
                        folder -> refuses(
                                folder,
                                "the engine's certificate is not one for servers",
                                place -> place.engine(
                                        place.certificate(place.ca(), ADDRESS + "extendedKeyUsage=clientAuth\n")))),
                new Attack(
                        "a certificate that the holder of a client's certificate signed",
                        folder -> refuses(
                                folder,
                                "the engine's certificate is not from the machine's CA",
                                place -> place.engine(place.certificate(place.client(), ADDRESS + SERVER)))),
                new Attack(
                        "an engine that asks for no client certificate",
                        folder -> refuses(
                                folder,
                                "the engine asks for no client certificate",
                                place -> HostileEngine.withCertificate(
                                        place.certificate(place.ca(), ADDRESS + SERVER),
                                        place.ca().certificate(),
                                        false,
                                        HostileEngine::asAnEngine))),
                new Attack(
                        "an engine that speaks TLS 1.0 only",
                        folder -> refuses(
                                folder,
                                "the engine speaks no TLS that is safe today",
                                place -> HostileEngine.plain((client, received) -> {
                                    assertThat(client.getInputStream().read()).isEqualTo(0x16); // a handshake
                                    client.getOutputStream().write(HELLO_OF_1999);
                                    HostileEngine.line(client.getInputStream());
                                }))),
                new Attack(
                        "an engine that speaks HTTP without TLS",
                        folder -> refuses(
                                folder,
                                "what answers does not speak TLS",
                                place -> HostileEngine.plain((client, received) -> {
                                    client.getOutputStream()
                                            .write("HTTP/1.1 400 Bad Request\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                                    if (client.getInputStream().read() != 0x16) {
                                        received.add("something that is not TLS");
                                    }
                                }))),
                new Attack("an engine that answers without end", TlsAttacks::endlessAnswer));
    }

    /** Starts what answers in the engine's place. */
    private interface Trap {
        HostileEngine set(Place place) throws IOException, GeneralSecurityException;
    }

    private static String refuses(Path folder, String reason, Trap trap) throws Exception {
        Place place = Place.in(folder);
        try (HostileEngine engine = trap.set(place)) {
            String reported = place.reportOn(engine, reason);
            assertThat(engine.received()).as("what the false engine was asked").isEmpty();
            return reported;
        }
    }

    /** Its certificate is valid, so it is asked; an endless answer does no harm. */
    private static String endlessAnswer(Path folder) throws Exception {
        Place place = Place.in(folder);
        Path identity = place.certificate(place.ca(), ADDRESS + SERVER);
        try (HostileEngine engine =
                HostileEngine.withCertificate(identity, place.ca().certificate(), true, TlsAttacks::answerWithoutEnd)) {
            String reported = place.reportOn(engine, "the answer is too long");
            assertThat(engine.received()).allMatch(request -> request.matches("GET /(version|_ping) HTTP/1.1"));
            return reported;
        }
    }

    private static void answerWithoutEnd(Socket client, List<String> received) throws IOException {
        received.add(HostileEngine.line(client.getInputStream()));
        OutputStream out = client.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(FLOOD);
        }
    }

    /** A certificate with its key, as PEM files. */
    private record Pair(Path certificate, Path key) {}

    /** A store with a machine {@code m1} that is only a URL, and a source of certificates. */
    private static final class Place {
        private static final String URL = "tcp://127.0.0.1:1";
        private static final List<String> FILES = List.of(
                "certs/ca.pem", "certs/ca-key.pem", "certs/cert.pem", "certs/key.pem", "machines/m1/config.json");

        /** The files of the first one, and where they were: the others have copies. */
        private static final Map<String, String> STORE = new LinkedHashMap<>();

        private static final List<String> FIRST = new ArrayList<>();

        private final Path folder;
        private final UserEnvironment user;

        private Place(Path folder) {
            this.folder = folder;
            this.user = UserEnvironment.in(folder);
        }

        static Place in(Path folder) throws IOException {
            Tools.required("openssl");
            Place place = new Place(folder);
            if (STORE.isEmpty()) {
                place.user
                        .dockerMachine("create", "-d", "none", "--url", URL, "m1")
                        .succeeds();
                for (String file : FILES) {
                    STORE.put(file, Files.readString(place.user.store().resolve(file)));
                }
                FIRST.add(place.user.store().toString());
            } else {
                place.copyStore();
            }
            return place;
        }

        private void copyStore() throws IOException {
            for (String file : FILES) {
                Path copy = user.store().resolve(file);
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        STORE.getOrDefault(file, "")
                                .replace(FIRST.getFirst(), user.store().toString()));
            }
        }

        Pair ca() {
            return new Pair(certs().resolve("ca.pem"), certs().resolve("ca-key.pem"));
        }

        Pair client() {
            return new Pair(certs().resolve("cert.pem"), certs().resolve("key.pem"));
        }

        private Path certs() {
            return user.store().resolve("certs");
        }

        Pair otherCa() {
            Pair pair = new Pair(folder.resolve("other.pem"), folder.resolve("other-key.pem"));
            openssl(
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-subj",
                    "/O=other",
                    "-keyout",
                    pair.key().toString(),
                    "-out",
                    pair.certificate().toString());
            return pair;
        }

        /** A certificate with its key and its issuer's certificate, as PKCS#12. */
        Path certificate(Pair issuer, String extensions, String... options) throws IOException {
            Path key = folder.resolve("server-key.pem");
            Path request = folder.resolve("server.csr");
            Path certificate = folder.resolve("server.pem");
            Path identity = folder.resolve("server.p12");
            Path file = Files.writeString(folder.resolve("extensions"), extensions);
            openssl(
                    "req",
                    "-new",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-subj",
                    "/O=server",
                    "-keyout",
                    key.toString(),
                    "-out",
                    request.toString());
            List<String> sign = new ArrayList<>(List.of(
                    "x509",
                    "-req",
                    "-in",
                    request.toString(),
                    "-CA",
                    issuer.certificate().toString(),
                    "-CAkey",
                    issuer.key().toString(),
                    "-set_serial",
                    "7",
                    "-extfile",
                    file.toString(),
                    "-out",
                    certificate.toString()));
            sign.addAll(List.of(options));
            openssl(sign.toArray(String[]::new));
            openssl(
                    "pkcs12",
                    "-export",
                    "-in",
                    certificate.toString(),
                    "-inkey",
                    key.toString(),
                    "-certfile",
                    issuer.certificate().toString(),
                    "-passout",
                    "pass:x",
                    "-out",
                    identity.toString());
            return identity;
        }

        HostileEngine engine(Path identity) throws IOException, GeneralSecurityException {
            return HostileEngine.withCertificate(identity, ca().certificate(), false, HostileEngine::asAnEngine);
        }

        private void openssl(String... arguments) {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments));
            Outcome outcome = user.run(command.toArray(String[]::new));
            assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        }

        /** Returns the first error of all commands that query the engine. */
        String reportOn(HostileEngine engine, String reason) throws IOException {
            Path config = user.machine("m1").resolve("config.json");
            Files.writeString(config, Files.readString(config).replace(URL, engine.url()));

            user.dockerMachine("ls")
                    .succeeds()
                    .showsLine("m1 +- +none +Running +" + engine.url() + " +Unknown +"
                            + "Unable to query docker version: " + reason + ".*");
            Outcome refused = null;
            for (String command : List.of("config", "env")) {
                refused = user.dockerMachine(command, "m1").failsWith(1).complains(reason);
                assertThat(refused.stdout()).as("what scripts would use").isEmpty();
            }
            assertThat(refused).isNotNull();
            return refused.stderr().strip();
        }
    }
}
