package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the reason of a failed login in an SSH client's output, and words it the same for every client. */
public final class SshFailure {
    /** Parts of the output of OpenSSH's {@code ssh} and JSch, in lower case; the first match counts. */
    private static final List<Map.Entry<Reason, List<String>>> SAYINGS = List.of(
            Map.entry(
                    Reason.HOST_KEY_CHANGED,
                    List.of(
                            "host identification has changed",
                            "host key verification failed",
                            "you have requested strict checking",
                            "hostkey has been changed",
                            "reject hostkey")),
            Map.entry(
                    Reason.CLIENT_SETUP,
                    List.of(
                            "bad configuration option",
                            "bad owner or permissions",
                            "bad owner on",
                            "open user config file",
                            "no user exists for uid",
                            "too long for unix domain socket",
                            "error while loading shared libraries",
                            "openssl version mismatch")),
            Map.entry(Reason.AGENT_REFUSED, List.of("agent refused operation")),
            Map.entry(
                    Reason.NO_COMMON_ALGORITHM,
                    List.of("unable to negotiate", "no mutual signature", "algorithm negotiation fail")),
            Map.entry(
                    Reason.KEY_UNUSABLE,
                    List.of(
                            "unprotected private key",
                            "load key",
                            "identity file",
                            "invalid privatekey",
                            "filenotfound")),
            Map.entry(
                    Reason.AUTHENTICATION,
                    List.of("permission denied", "auth fail", "auth cancel", "userauth fail", "authentication fail")),
            Map.entry(Reason.REFUSED, List.of("connection refused")),
            Map.entry(Reason.NO_ROUTE, List.of("no route to host", "unreachable")),
            Map.entry(Reason.UNKNOWN_HOST, List.of("could not resolve", "unknownhost")),
            Map.entry(Reason.SILENT, List.of("during banner exchange", "read timed out")),
            Map.entry(Reason.TIMEOUT, List.of("timed out", "timeout", "no answer")),
            Map.entry(
                    Reason.NOT_SSH,
                    List.of("invalid server's version string", "invalid characters", "bad remote protocol")),
            Map.entry(
                    Reason.CLOSED,
                    List.of(
                            "closed",
                            "reset by",
                            "connection reset",
                            "kex_exchange_identification",
                            "end of io stream",
                            "broken pipe",
                            "received disconnect")));

    /** The authentication methods that a server accepts, as both clients list them at the end of a refusal. */
    private static final Pattern METHODS = Pattern.compile("[('](?<methods>[a-z-]+(,[a-z-]+)*)[)']");

    private static final Pattern LINE_BEGIN = Pattern.compile("^(ssh|[^ ]+@[^ ]+): ");

    private static final String LOCAL_FAULT = "The fault is on this computer, and nothing is wrong with the host: ";

    /** Printed for an option that this {@code ssh} was built without, such as GSSAPIAuthentication; it continues without it. */
    private static final String LEFT_OUT = ": Unsupported option ";

    /** Printed by OpenSSH from 10.1 on at every login to a server without post-quantum key exchange. */
    private static final String ADVICE = "** ";

    private static final Pattern DISCONNECT = Pattern.compile("^Received disconnect from .*:[0-9]+: (?<why>.+)$");

    private SshFailure() {}

    /** Returns the failure for a client's output. */
    public static SshUnavailableException of(SshTarget target, String said, @Nullable Throwable cause) {
        return exception(target, finding(target, said), cause);
    }

    /**
     * Returns the failure for a host that is reached directly: when the connection was closed, this checks what listens on the
     * port, as the client never says what it read there.
     */
    public static SshUnavailableException ofDirect(SshTarget target, String said, @Nullable Throwable cause) {
        SshDiagnosis finding = finding(target, said);
        boolean closed = finding.reason() == Reason.CLOSED || finding.reason() == Reason.NOT_SSH;
        return exception(
                target, closed ? SshProbe.probe(target.host(), target.port()).orElse(finding) : finding, cause);
    }

    /** Returns whether a client's output explains nothing. */
    public static boolean saysNothing(String said) {
        return lines(said).isEmpty();
    }

    /** Returns the failure for the errors of {@code ssh} about its own configuration; the last line only counts them. */
    public static SshUnavailableException ofConfiguration(SshTarget target, String said) {
        String line = lines(said).stream()
                .filter(each -> !each.contains(": terminating, "))
                .findFirst()
                .orElse("ssh -G failed");
        return exception(target, worded(target, Reason.CLIENT_SETUP, line), null);
    }

    /** Returns whether a program's output says that it is too old for an option. */
    public static boolean saysThatOptionIsUnknown(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("unknown option -- ") || lower.contains("illegal option -- ");
    }

    public static SshUnavailableException exception(SshTarget target, SshDiagnosis finding, @Nullable Throwable cause) {
        String message = switch (finding.reason()) {
            case CLIENT_SETUP -> "SSH does not work on this computer: ";
            case KEY_UNUSABLE, AGENT_REFUSED -> "Cannot log in to " + target.login() + ": ";
            default ->
                isRefusal(finding.reason())
                        ? "SSH login to " + target.login() + " was refused: "
                        : "Cannot reach SSH at " + target.login() + ": ";
        };
        return new SshUnavailableException(
                finding.reason(), message + finding.words(), hint(target, finding.reason()), cause, finding.words());
    }

    /** Returns whether an SSH server answers but rejects the login. */
    public static boolean isRefusal(Reason reason) {
        return switch (reason) {
            case AUTHENTICATION, PASSWORD_WANTED, KEY_LOCKED -> true;
            case TIMEOUT,
                    REFUSED,
                    NO_ROUTE,
                    UNKNOWN_HOST,
                    SILENT,
                    NOT_SSH,
                    CLOSED,
                    TURNED_AWAY,
                    NO_COMMON_ALGORITHM,
                    HOST_KEY_CHANGED,
                    KEY_UNUSABLE,
                    AGENT_REFUSED,
                    CLIENT_SETUP,
                    SHELL_ENDED,
                    HOST_DOWN,
                    OTHER -> false;
        };
    }

    public static SshDiagnosis finding(SshTarget target, String said) {
        List<String> lines = lines(said);
        boolean denied = lines.stream().anyMatch(SshFailure::isDenial);
        for (Map.Entry<Reason, List<String>> saying : SAYINGS) {
            if (saying.getKey() == Reason.AGENT_REFUSED && !denied) {
                continue; // another key was accepted, for example at a bastion: something else failed
            }
            for (String line : lines.reversed()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (saying.getValue().stream().anyMatch(lower::contains)) {
                    return worded(
                            target, saying.getKey(), LINE_BEGIN.matcher(line).replaceFirst(""));
                }
            }
        }
        return lines.isEmpty()
                ? new SshDiagnosis(Reason.TIMEOUT, "no answer")
                : new SshDiagnosis(Reason.OTHER, PrintableText.of(lines.getLast()));
    }

    private static boolean isDenial(String line) {
        return line.toLowerCase(Locale.ROOT).contains("permission denied");
    }

    /** Some servers state why they close the connection. */
    private static SshDiagnosis closed(String line) {
        Matcher disconnect = DISCONNECT.matcher(line);
        return new SshDiagnosis(
                Reason.CLOSED,
                words(Reason.CLOSED)
                        + (disconnect.find() ? ": \"" + PrintableText.of(disconnect.group("why")) + "\"" : ""));
    }

    private static SshDiagnosis worded(SshTarget target, Reason reason, String line) {
        return switch (reason) {
            case AUTHENTICATION, KEY_UNUSABLE -> refusal(target, reason, line);
            case NO_COMMON_ALGORITHM -> new SshDiagnosis(reason, words(reason) + ": " + PrintableText.of(line));
            case CLIENT_SETUP -> new SshDiagnosis(reason, words(reason) + ": " + PrintableText.ofThisComputer(line));
            case AGENT_REFUSED ->
                new SshDiagnosis(
                        reason,
                        words(reason) + target.keyFile().map(key -> ": " + key).orElse(""));
            case CLOSED -> closed(line);
            case TIMEOUT,
                    REFUSED,
                    NO_ROUTE,
                    UNKNOWN_HOST,
                    SILENT,
                    NOT_SSH,
                    TURNED_AWAY,
                    HOST_KEY_CHANGED,
                    PASSWORD_WANTED,
                    KEY_LOCKED,
                    SHELL_ENDED,
                    HOST_DOWN,
                    OTHER -> new SshDiagnosis(reason, words(reason));
        };
    }

    /** Returns the words for a reason without the client's output. */
    public static String words(Reason reason) {
        return switch (reason) {
            case TIMEOUT -> "no answer";
            case REFUSED -> "connection refused";
            case NO_ROUTE -> "no route to the host";
            case UNKNOWN_HOST -> "the host's name has no address";
            case SILENT -> "something takes the connection and says nothing";
            case NOT_SSH -> "what answers there is not SSH";
            case CLOSED -> "the connection was closed before the login";
            case TURNED_AWAY -> "the SSH server turns this computer away for a while";
            case NO_COMMON_ALGORITHM -> "server and client have no algorithm in common";
            case HOST_KEY_CHANGED -> HostKeyMismatch.words();
            case AUTHENTICATION -> "the user or the key is not taken";
            case PASSWORD_WANTED -> "the server takes no keys";
            case KEY_LOCKED -> "the key opens with a passphrase only";
            case KEY_UNUSABLE -> "the private key cannot be used";
            case AGENT_REFUSED -> "the SSH agent refused to use the key";
            case CLIENT_SETUP -> "the SSH client of this computer does not take its configuration";
            case SHELL_ENDED -> "the login worked, but the user's shell ended at once";
            case HOST_DOWN -> "the host does not run";
            case OTHER -> "the login failed";
        };
    }

    /** Checks whether the key is the cause: both clients skip a key that they cannot read, and report little or nothing. */
    private static SshDiagnosis refusal(SshTarget target, Reason reason, String line) {
        if (target.keyFile().isPresent()) {
            try {
                if (UserKey.read(target.keyFile().get()).encrypted()) {
                    return new SshDiagnosis(
                            Reason.KEY_LOCKED,
                            words(Reason.KEY_LOCKED) + ", and no SSH agent got the user in: "
                                    + target.keyFile().get());
                }
            } catch (SshException e) {
                return new SshDiagnosis(Reason.KEY_UNUSABLE, e.getMessage());
            }
        }
        if (reason == Reason.KEY_UNUSABLE) {
            return new SshDiagnosis(reason, words(reason) + ": " + PrintableText.of(line));
        }
        Optional<String> methods = methods(line);
        if (methods.isPresent() && !List.of(methods.get().split(",")).contains("publickey")) {
            return new SshDiagnosis(
                    Reason.PASSWORD_WANTED,
                    words(Reason.PASSWORD_WANTED) + " but only " + methods.get().replace(",", ", "));
        }
        return new SshDiagnosis(
                reason, methods.map(list -> "Permission denied (" + list + ")").orElse(PrintableText.of(line)));
    }

    private static Optional<String> methods(String line) {
        Matcher matcher = METHODS.matcher(line);
        return matcher.find() ? Optional.of(matcher.group("methods")) : Optional.empty();
    }

    /** Returns what the user can do about it. */
    public static String hint(SshTarget target, Reason reason) {
        return switch (reason) {
            case TIMEOUT -> "Is the host's address reachable from here, and does a firewall let SSH through?";
            case REFUSED -> "The host is up but runs no SSH server on that port; look at its console.";
            case NO_ROUTE -> "No router knows a route to the host; is it up, and in the right network?";
            case UNKNOWN_HOST -> "Is the host's name spelled right, and does a name server know it?";
            case SILENT -> "The host may be overloaded, or something between here and there answers in its place.";
            case NOT_SSH -> "Another service listens on that port; is it the right port?";
            case CLOSED -> "The host may still be booting, or its SSH server keeps this computer out: see its log.";
            case TURNED_AWAY ->
                "OpenSSH keeps a computer out for a while after several failed logins (PerSourcePenalties in"
                        + " sshd_config); it ends by itself.";
            case NO_COMMON_ALGORITHM ->
                "The host's SSH server is too old or too new for this client. Update the image, or let MACHINE_SSH_CONFIG"
                        + " name a file with \"HostKeyAlgorithms +ssh-rsa\" and \"PubkeyAcceptedAlgorithms +ssh-rsa\".";
            case HOST_KEY_CHANGED -> HostKeyMismatch.hint(target);
            case AUTHENTICATION -> "Does the host let this user in with this key? See the SSH options of the driver.";
            case PASSWORD_WANTED -> "Let the SSH server take keys: PubkeyAuthentication yes in its sshd_config.";
            case KEY_LOCKED ->
                "Add the key to an agent (eval $(ssh-agent); ssh-add KEY), or use one without a passphrase.";
            case KEY_UNUSABLE -> LOCAL_FAULT + "put the key back, and let only yourself read it (mode 600).";
            case AGENT_REFUSED ->
                LOCAL_FAULT
                        + "confirm the use of the key where the agent asks for it, unlock the agent (ssh-add -X), or add the"
                        + " key again (ssh-add KEY).";
            case CLIENT_SETUP ->
                LOCAL_FAULT
                        + "correct what the client complains about (MACHINE_SSH_CONFIG names the file that it reads), or use"
                        + " " + Reference.option("native-ssh") + ".";
            case SHELL_ENDED -> "The user needs a login shell that runs commands, such as /bin/sh.";
            case HOST_DOWN ->
                "\"" + Reference.command("start") + "\" starts a host that is off; else ask the cloud's administrator.";
            case OTHER -> "\"" + Reference.program() + " " + Reference.option("debug") + "\" shows more.";
        };
    }

    /** Returns the lines without warnings that are unrelated to a failure, such as that of a new host key. */
    private static List<String> lines(String said) {
        List<String> lines = new ArrayList<>(said.lines().map(String::strip).toList());
        lines.removeIf(line -> line.isEmpty()
                || line.startsWith("Warning: Permanently added")
                || line.startsWith(ADVICE)
                || line.contains(LEFT_OUT));
        return lines;
    }
}
