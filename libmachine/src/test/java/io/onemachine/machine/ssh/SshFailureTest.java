package io.onemachine.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import io.onemachine.machine.ssh.login.SshAttemptLog;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SshFailureTest {
    private static final SshTarget TARGET =
            new SshTarget("192.0.2.7", 22, "docker", Optional.empty(), new HostKeyCheck.Off());

    /** The output of OpenSSH 7.4 to 10.0 and JSch 2.28; slashes separate lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh: connect to host 192.0.2.7 port 22: Connection refused | REFUSED | connection refused",
                "java.net.ConnectException: Connection refused | REFUSED | connection refused",
                "ssh: connect to host 192.0.2.7 port 22: No route to host | NO_ROUTE | no route to the host",
                "ssh: connect to host 192.0.2.7 port 22: Network is unreachable | NO_ROUTE | no route to the host",
                "ssh: connect to host 192.0.2.7 port 22: Connection timed out | TIMEOUT | no answer",
                "ssh: connect to host 192.0.2.7 port 22: Operation timed out | TIMEOUT | no answer",
                "timeout: socket is not established | TIMEOUT | no answer",
                "ssh: Could not resolve hostname h1: Name or service not known | UNKNOWN_HOST "
                        + "| the host's name has no address",
                "java.net.UnknownHostException: h1 | UNKNOWN_HOST | the host's name has no address",
                "Connection timed out during banner exchange/Connection to 192.0.2.7 port 22 timed out | SILENT "
                        + "| something takes the connection and says nothing",
                "Session.connect: java.net.SocketTimeoutException: Read timed out | SILENT "
                        + "| something takes the connection and says nothing",
                "kex_exchange_identification: Connection closed by remote host/Connection closed by 192.0.2.7 port 22 "
                        + "| CLOSED | the connection was closed before the login",
                "Connection reset by 192.0.2.7 port 22 | CLOSED | the connection was closed before the login",
                "Session.connect: java.io.IOException: End of IO Stream Read | CLOSED "
                        + "| the connection was closed before the login",
                "invalid server's version string | NOT_SSH | what answers there is not SSH",
                "docker@192.0.2.7: Permission denied (publickey,password). | AUTHENTICATION "
                        + "| Permission denied (publickey,password)",
                "Auth fail for methods 'publickey,password' | AUTHENTICATION | Permission denied (publickey,password)",
                "docker@192.0.2.7: Permission denied (password). | PASSWORD_WANTED "
                        + "| the server takes no keys but only password",
                "Auth fail for methods 'password,keyboard-interactive' | PASSWORD_WANTED "
                        + "| the server takes no keys but only password, keyboard-interactive",
                "Received disconnect from 192.0.2.7 port 22:2: Too many authentication failures | AUTHENTICATION "
                        + "| Received disconnect from 192.0.2.7 port 22:2: Too many authentication failures",
                "Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: ssh-rsa "
                        + "| NO_COMMON_ALGORITHM | server and client have no algorithm in common: "
                        + "Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: ssh-rsa",
                "sign_and_send_pubkey: no mutual signature supported/docker@192.0.2.7: Permission denied (publickey). "
                        + "| NO_COMMON_ALGORITHM | server and client have no algorithm in common: "
                        + "sign_and_send_pubkey: no mutual signature supported",
                "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @/Host key verification failed. | HOST_KEY_CHANGED "
                        + "| the host's key is not the one that is known",
                "HostKey has been changed: 192.0.2.7 | HOST_KEY_CHANGED | the host's key is not the one that is known",
                "WARNING: UNPROTECTED PRIVATE KEY FILE!/docker@192.0.2.7: Permission denied (publickey). | KEY_UNUSABLE "
                        + "| the private key cannot be used: WARNING: UNPROTECTED PRIVATE KEY FILE!",
                "Warning: Permanently added '192.0.2.7' to the list of known hosts. | TIMEOUT | no answer",
                "Connection reset | CLOSED | the connection was closed before the login",
                "kex: closing/Connection reset by 192.0.2.7 port 22 | CLOSED | the connection was closed before the login",
                "Received disconnect from 192.0.2.7 port 22:2: go away/Disconnected from 192.0.2.7 port 22 | CLOSED "
                        + "| the connection was closed before the login: \"go away\"",
                "/home/u/c: line 3: Bad configuration option: usekeychain | CLIENT_SETUP "
                        + "| the SSH client of this computer does not take its configuration: "
                        + "/home/u/c: line 3: Bad configuration option: usekeychain",
                "Bad owner or permissions on /root/.ssh/config | CLIENT_SETUP "
                        + "| the SSH client of this computer does not take its configuration: "
                        + "Bad owner or permissions on /root/.ssh/config",
                "Bad owner on /etc/ssh/ssh_config | CLIENT_SETUP "
                        + "| the SSH client of this computer does not take its configuration: "
                        + "Bad owner on /etc/ssh/ssh_config",
                "No user exists for uid 1234 | CLIENT_SETUP "
                        + "| the SSH client of this computer does not take its configuration: No user exists for uid 1234",
                "sign_and_send_pubkey: signing failed for ED25519 k from agent: agent refused operation/docker@192.0.2.7: "
                        + "Permission denied (publickey). | AGENT_REFUSED | the SSH agent refused to use the key",
                "sign_and_send_pubkey: signing failed for ED25519 k from agent: agent refused operation/"
                        + "Channel 0: open failed: connect failed: Connection refused/"
                        + "Connection closed by UNKNOWN port 65535 | REFUSED | connection refused",
                "** WARNING: connection is not using a post-quantum key exchange algorithm. | TIMEOUT | no answer",
                "/home/u/c line 1: Unsupported option \"gssapiauthentication\" | TIMEOUT | no answer",
                "Something unheard of | OTHER | Something unheard of"
            })
    void wordsDoNotDependOnTheClient(String said, Reason reason, String words) {
        assertThat(SshFailure.finding(
                        TARGET,
                        said.replace("/C", "\nC")
                                .replace("/D", "\nD")
                                .replace("/H", "\nH")
                                .replace("/docker", "\ndocker")))
                .isEqualTo(new SshDiagnosis(reason, words));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasWordsAndAHint(Reason reason) {
        assertThat(SshFailure.words(reason)).matches("[a-z].*[^.]");
        assertThat(SshFailure.hint(TARGET, reason)).matches("[A-Z\"].*[.?]");
    }

    @Test
    void untrustedTextIsShownAsOneLineWithoutControlCharacters() {
        assertThat(PrintableText.of("HTTP/1.1 400 \u001b[31mBad\u0007\r\nServer: x\r\n"))
                .isEqualTo("HTTP/1.1 400 ?[31mBad?");
        assertThat(PrintableText.of("x".repeat(5000))).hasSize(103).endsWith("xxx...");
        assertThat(PrintableText.of("a\u202egnp")).isEqualTo("a?gnp");
        assertThat(PrintableText.of("\n\n")).isEmpty();
    }

    @Test
    void reportListsChangesAndTheirDurations() {
        SshAttemptLog seen = new SshAttemptLog();
        assertThat(seen.isEmpty()).isTrue();
        at(seen, 0, Reason.NO_ROUTE);
        at(seen, 3, Reason.TIMEOUT);
        at(seen, 4, Reason.NO_ROUTE);
        at(seen, 9, Reason.REFUSED);
        at(seen, 11, Reason.REFUSED);
        assertThat(seen.story()).isEqualTo("no route to the host for 9 s, then connection refused");
        at(seen, 13, Reason.CLOSED);
        at(seen, 13, Reason.TIMEOUT);
        at(seen, 20, Reason.TIMEOUT);
        assertThat(seen.story())
                .isEqualTo("no route to the host for 9 s, then connection refused for 4 s, then no answer");
        for (int second = 21; second < 30; second++) {
            at(seen, second, second % 2 == 0 ? Reason.TIMEOUT : Reason.REFUSED);
        }
        assertThat(seen.story())
                .isEqualTo(
                        "..., then connection refused for 1 s, then no answer for 1 s, then connection refused for 1 s"
                                + ", then no answer for 1 s, then connection refused");
    }

    private static void at(SshAttemptLog seen, int second, Reason reason) {
        seen.add(
                new SshDiagnosis(reason, SshFailure.words(reason)),
                Duration.ofSeconds(second).toNanos());
    }
}
