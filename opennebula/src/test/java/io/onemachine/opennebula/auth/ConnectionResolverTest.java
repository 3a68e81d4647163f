package io.onemachine.opennebula.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.opennebula.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionResolverTest {

    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private final Path frontEnd;

    ConnectionResolverTest(@TempDir Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        frontEnd = Files.createDirectories(folder.resolve("var/lib/one"));
    }

    @Test
    void everySourceOfCredentialsHidesTheLaterOnes() throws IOException {
        write(frontEnd.resolve(".one/one_auth"), "oneadmin:front");
        assertCredentials("oneadmin:front", frontEnd.resolve(".one/one_auth").toString());

        write(home.resolve(".one/one_auth"), "me:home\n");
        assertCredentials("me:home", home.resolve(".one/one_auth").toString());

        Path file = write(home.resolve("auth"), "  you:fi:le  \nsecond line\n");
        environment.put("ONE_AUTH", file.toString());
        assertCredentials("you:fi:le", "ONE_AUTH (file " + file + ")");

        environment.put("ONE_AUTH", "them:direct");
        assertCredentials("them:direct", "ONE_AUTH");

        environment.put("OPENNEBULA_USER", "rancher");
        environment.put("OPENNEBULA_PASSWORD", "r");
        assertCredentials("rancher:r", "OPENNEBULA_USER and OPENNEBULA_PASSWORD");

        environment.put("ONE_USER", "env");
        environment.put("ONE_PASSWORD", "e");
        assertCredentials("env:e", "ONE_USER and ONE_PASSWORD");

        Credentials explicit = surroundings().credentials("flag", "the command line", "f", "the command line");
        assertThat(explicit.session().token()).isEqualTo("flag:f");
        assertThat(explicit.source()).isEqualTo("the command line");
    }

    @Test
    void thePasswordOfAKnownUserIsLookedForElsewhere() throws IOException {
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentialsOf("me", "config.json"))
                .withMessageContaining("the password of user \"me\" (from config.json) was not kept")
                .withMessageContaining("ONE_AUTH");

        write(home.resolve(".one/one_auth"), "other:home\n");
        assertThat(surroundings().credentialsOf("me", "config.json").session().token())
                .isEqualTo("other:home");

        environment.put("ONE_PASSWORD", "e");
        Credentials found = surroundings().credentialsOf("me", "config.json");
        assertThat(found.session().token()).isEqualTo("me:e");
        assertThat(found.source()).isEqualTo("config.json and ONE_PASSWORD");

        environment.put("ONE_USER", "someone");
        assertThat(surroundings().credentialsOf("me", "config.json").session().token())
                .isEqualTo("someone:e");
    }

    @Test
    void possiblePasswordsAreNotRepeated() {
        environment.put("ONE_AUTH", "hunter2");
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials())
                .withMessageNotContaining("hunter2");
    }

    @Test
    void everySourceOfTheEndpointHidesTheLaterOnes() throws IOException {
        assertEndpoint("http://localhost:2633/RPC2", "the default");
        write(home.resolve(".one/one_endpoint"), "http://file:2633/RPC2\n");
        assertEndpoint(
                "http://file:2633/RPC2", home.resolve(".one/one_endpoint").toString());
        environment.put("OPENNEBULA_XMLRPCURL", "http://rancher:2633/RPC2");
        assertEndpoint("http://rancher:2633/RPC2", "OPENNEBULA_XMLRPCURL");
        environment.put("ONE_XMLRPC", "https://env/RPC2");
        assertEndpoint("https://env/RPC2", "ONE_XMLRPC");
        assertThat(surroundings().endpoint("http://[::1]:2633/RPC2", "the command line"))
                .hasToString("Endpoint[uri=http://[::1]:2633/RPC2, source=the command line]");
    }

    @Test
    void aUserAndAPasswordMayComeFromDifferentPlaces() {
        environment.put("ONE_PASSWORD", "secret");
        Credentials credentials = surroundings().credentials("me", "--user", "", "");
        assertThat(credentials.session().token()).isEqualTo("me:secret");
        assertThat(credentials.source()).isEqualTo("--user and ONE_PASSWORD");
    }

    @Test
    void aUserWithoutAPasswordAndAPasswordWithoutAUserAreErrorsEvenIfThereIsSomethingElse() {
        environment.put("ONE_AUTH", "them:direct");
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials("me", "--user", "", ""))
                .withMessageContaining("there is a user (me, from --user) but no password");
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials("", "", "hidden", "--password"))
                .withMessageContaining("there is a password (from --password) but no user")
                .withMessageNotContaining("hidden");
    }

    @Test
    void missingCredentialsAreReportedWithAHint() {
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials())
                .withMessageContaining("set ONE_AUTH to user:password")
                .withMessageContaining(home.resolve(".one/one_auth").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nocolon", "/no/such/file", "\u0000"})
    void anAuthThatIsNeitherCredentialsNorAFileIsAnError(String auth) {
        environment.put("ONE_AUTH", auth);
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials())
                .withMessageContaining("neither user:password nor the path of a file there is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", ":hunter2", "hunter2:"})
    void aFileWithoutCredentialsIsNamedAndNotQuoted(String content) throws IOException {
        Path file = write(home.resolve(".one/one_auth"), content);
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().credentials())
                .withMessage("what " + file + " holds is not of the form user:password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:2633", "ftp://host/RPC2", "http:///RPC2", "http://a b/", "RPC2", "http://"})
    void anEndpointThatIsNotAUrlIsAnErrorWithItsSource(String url) {
        environment.put("ONE_XMLRPC", url);
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> surroundings().endpoint("", ""))
                .withMessage(
                        "the endpoint \"" + url + "\" from ONE_XMLRPC is not a URL such as http://localhost:2633/RPC2");
    }

    @Test
    void anEndpointWithAPasswordInItIsRefusedWithoutShowingIt() {
        for (String url : new String[] {"http://me:hidden@host/RPC2", "http://me:hid den@host/RPC2"}) {
            assertThatExceptionOfType(CredentialsException.class)
                    .isThrownBy(() -> surroundings().endpoint(url, "ONE_XMLRPC"))
                    .withMessageNotContaining("hid");
        }
    }

    @Test
    void aSessionDoesNotShowItsSecret() {
        Session session = new Session("me", "secret");
        assertThat(session).hasToString("me:***");
        assertThat(new Credentials(session, "somewhere").toString()).doesNotContain("secret");
        assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> new Session("a:b", "c"));
        assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> new Session("a", ""));
    }

    private void assertCredentials(String token, String source) {
        Credentials found = surroundings().credentials();
        assertThat(found.session().token()).isEqualTo(token);
        assertThat(found.source()).isEqualTo(source);
    }

    private void assertEndpoint(String uri, String source) {
        Endpoint found = surroundings().endpoint("", "");
        assertThat(found.uri()).hasToString(uri);
        assertThat(found.source()).isEqualTo(source);
    }

    private ConnectionResolver surroundings() {
        return new ConnectionResolver(environment, home, frontEnd);
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }
}
