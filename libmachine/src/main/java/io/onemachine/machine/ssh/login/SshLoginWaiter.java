package io.onemachine.machine.ssh.login;

import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshDiagnosis;
import io.onemachine.machine.ssh.SshFailure;
import io.onemachine.machine.ssh.SshProbe;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first login. While a host boots there is no server, then a server that does not know the user yet, then
 * one that accepts the login: the port is probed often, a login is tried only when there is a server, and a refused login is
 * repeated after a while, as OpenSSH from 9.8 on rejects clients that fail often.
 */
public final class SshLoginWaiter {
    private static final Duration ONE_LOGIN = Duration.ofSeconds(20);

    /** Pauses after a refused login: a user and key that are about to be installed usually appear soon. */
    private static final Duration[] PAUSES_WHEN_REFUSED = {
        Duration.ofMillis(500), Duration.ofMillis(2500), Duration.ofSeconds(5)
    };

    /** Pauses when the host's own key is not in place yet; a client that leaves at another key has not failed to log in. */
    private static final Duration[] PAUSES_AT_ANOTHER_KEY = {
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofSeconds(1)
    };

    private static final Duration PAUSE_WHEN_CLOSED = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_TURNED_AWAY = Duration.ofSeconds(5);

    /** A host that boots as expected is not asked about; one that does not is soon noticed. */
    private static final Duration FIRST_QUESTION = Duration.ofSeconds(2);

    private static final Duration NEXT_QUESTION = Duration.ofSeconds(2);

    private static final Duration FIRST_WORD = Duration.ofSeconds(10);
    private static final Duration SAME_WORD_AGAIN = Duration.ofMinutes(1);

    private final SshClient client;
    private final SshTarget target;
    private final String script;
    private final Sleeper sleeper;
    private final HostMonitor watch;
    private final WaitLimits waitLimits;
    private final SshAttemptLog observations = new SshAttemptLog();
    private final LoginPenalties penalties = new LoginPenalties();

    private final long start;
    private long nextTry;
    private long nextQuestion;
    private long lastWord;
    private Optional<Reason> lastSaid = Optional.empty();
    private Optional<String> suspicion = Optional.empty();
    private boolean serverSeen;
    private int refusals;
    private int otherKeys;
    private long firstRefusal;

    /**
     * How long to wait.
     *
     * @param server the time until a server answers
     * @param user the time until that server accepts the user; zero to fail at the first refusal
     * @param hostKey the time until that server shows the pinned key, where it is still being installed; zero to fail at the first
     *     other key. No login is tried while the host shows another key
     */
    public record WaitLimits(Duration server, Duration user, Duration hostKey) {}

    private SshLoginWaiter(
            SshClient client,
            SshTarget target,
            String script,
            WaitLimits waitLimits,
            HostMonitor watch,
            Sleeper sleeper) {
        this.client = client;
        this.target = target;
        this.script = script;
        this.waitLimits = waitLimits;
        this.watch = watch;
        this.sleeper = sleeper;
        this.start = sleeper.nanoTime();
        this.nextTry = start;
        this.nextQuestion = start + FIRST_QUESTION.toNanos();
        this.lastWord = start;
    }

    /**
     * Waits until the client is connected.
     *
     * @param script a script to run first, as in {@link SshClient#connect(String, Duration)}; may be empty
     * @return the script's output
     * @throws SshUnavailableException when time is up, when waiting is in vain, or when the monitor reports that the host is down;
     *     lists the attempts' results
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted
     */
    public static String await(
            SshClient client,
            SshTarget target,
            String script,
            WaitLimits waitLimits,
            HostMonitor watch,
            Sleeper sleeper) {
        return new SshLoginWaiter(client, target, script, waitLimits, watch, sleeper).await();
    }

    private String await() {
        checkThisComputer();
        return Polling.upTo(waitLimits.server().plus(waitLimits.user()), sleeper)
                .until("waiting for SSH of " + target.login(), this::next)
                .orElseThrow(() -> failure("did not come up within " + waited(), null));
    }

    private void checkThisComputer() {
        try {
            client.checkThisComputer();
        } catch (SshUnavailableException e) {
            observations.add(new SshDiagnosis(e.reason(), e.words()), start);
            throw failure("does not work", e);
        }
    }

    private Optional<String> next() {
        if (sleeper.nanoTime() >= nextTry) {
            try {
                return tryOnce();
            } catch (SshUnavailableException e) {
                take(e);
            } catch (SshConnectionLostException e) {
                take(SshFailure.exception(target, new SshDiagnosis(Reason.CLOSED, SshFailure.words(Reason.CLOSED)), e));
            }
        }
        askForTheHost();
        reportProgress();
        return Optional.empty();
    }

    /**
     * Probes for a server where none was seen yet, and logs in where one was. A host behind a bastion cannot be probed from
     * here.
     *
     * @return the script's output
     */
    private Optional<String> tryOnce() {
        if (!serverSeen && client.isDirect()) {
            Optional<SshDiagnosis> wrong = SshProbe.probe(target.host(), target.port());
            if (wrong.isPresent()) {
                throw SshFailure.exception(target, wrong.get(), null);
            }
            serverSeen = true;
            penalties.add(sleeper.nanoTime(), LoginPenalties.WITHOUT_LOGIN);
        }
        return Optional.of(client.connect(script, ONE_LOGIN));
    }

    private void take(SshUnavailableException failed) {
        long now = sleeper.nanoTime();
        observations.add(new SshDiagnosis(failed.reason(), failed.words()), now);
        switch (failed.reason()) {
            case TIMEOUT, REFUSED, NO_ROUTE, UNKNOWN_HOST ->
                lookAgain(now, client.isDirect() ? Duration.ZERO : PAUSE_WHEN_CLOSED);
            case SILENT, NOT_SSH, CLOSED, OTHER -> lookAgain(now, PAUSE_WHEN_CLOSED);
            case TURNED_AWAY -> lookAgain(now, PAUSE_WHEN_TURNED_AWAY);
            case AUTHENTICATION, PASSWORD_WANTED, KEY_LOCKED, SHELL_ENDED -> {
                penalties.add(now, LoginPenalties.REFUSED_LOGIN);
                logInAgain(now, failed, waitLimits.user(), PAUSES_WHEN_REFUSED, refusals++);
            }
            case HOST_KEY_CHANGED -> {
                penalties.add(now, LoginPenalties.WITHOUT_LOGIN);
                logInAgain(now, failed, waitLimits.hostKey(), PAUSES_AT_ANOTHER_KEY, otherKeys++);
            }
            case NO_COMMON_ALGORITHM, KEY_UNUSABLE, AGENT_REFUSED, CLIENT_SETUP, HOST_DOWN ->
                throw failure("does not work", failed);
        }
    }

    private void lookAgain(long now, Duration pause) {
        if (now - start >= waitLimits.server().toNanos()) {
            throw failure("did not come up within " + waitLimits.server().toSeconds() + " s", null);
        }
        serverSeen = false;
        nextTry = Math.min(now + pause.toNanos(), start + waitLimits.server().toNanos());
    }

    /** @param before how often this has happened before */
    private void logInAgain(long now, SshUnavailableException refusal, Duration limit, Duration[] pauses, int before) {
        if (refusals + otherKeys == 1) {
            firstRefusal = now;
        }
        long waited = now - firstRefusal;
        if (waited >= limit.toNanos()) {
            String howLong =
                    waited == 0 ? "" : " for " + Duration.ofNanos(waited).toSeconds() + " s";
            throw failure(
                    SshFailure.isRefusal(refusal.reason()) ? "was refused" + howLong : "does not work" + howLong,
                    refusal);
        }
        Duration pause = pauses[Math.min(before, pauses.length - 1)];
        nextTry = now + Math.max(pause.toNanos(), penalties.untilNextLogin(now).toNanos());
    }

    /** Asks for the host's condition. A condition seen once may be transient; one seen twice ends the waiting. */
    private void askForTheHost() {
        long now = sleeper.nanoTime();
        if (now < nextQuestion) {
            return;
        }
        Optional<String> condition = watch.condition();
        if (condition.isPresent() && condition.equals(suspicion)) {
            throw new SshUnavailableException(
                    Reason.HOST_DOWN,
                    "SSH to " + target.login() + " does not come up, " + condition.get()
                            + (observations.isEmpty() ? "" : " (after " + waited() + ": " + observations.story() + ")"),
                    SshFailure.hint(target, Reason.HOST_DOWN),
                    null,
                    condition.get());
        }
        suspicion = condition;
        nextQuestion = sleeper.nanoTime() + NEXT_QUESTION.toNanos();
    }

    private void reportProgress() {
        long now = sleeper.nanoTime();
        if (observations.isEmpty() || now - start < FIRST_WORD.toNanos()) {
            return;
        }
        Optional<Reason> reason = Optional.of(observations.last().reason());
        Duration pause = reason.equals(lastSaid) ? SAME_WORD_AGAIN : FIRST_WORD;
        if (now - lastWord >= pause.toNanos()) {
            lastWord = now;
            lastSaid = reason;
            watch.say("Still waiting for SSH to " + target.login() + ": "
                    + observations.last().words());
        }
    }

    private SshUnavailableException failure(String how, @Nullable SshUnavailableException cause) {
        if (observations.isEmpty()) {
            observations.add(new SshDiagnosis(Reason.TIMEOUT, SshFailure.words(Reason.TIMEOUT)), start);
        }
        SshDiagnosis last = observations.last();
        boolean refused = SshFailure.isRefusal(last.reason());
        return new SshUnavailableException(
                last.reason(),
                (refused ? "SSH login to " : "SSH to ") + target.login() + " " + how + ": " + observations.story(),
                hint(last.reason()),
                cause,
                last.words());
    }

    private String hint(Reason reason) {
        String hint = SshFailure.hint(target, reason);
        if (reason == Reason.HOST_KEY_CHANGED && waitLimits.hostKey().isPositive()) {
            // The pinned key has never been seen there: that it was not installed is likelier than an attack.
            return watch.loginAdvice()
                    .map(advice -> advice + " " + Reference.option(HostKeyPolicy.OPTION, "tofu")
                            + " accepts the key that the host has generated itself. " + hint)
                    .orElse(hint);
        }
        return (SshFailure.isRefusal(reason) ? watch.loginAdvice() : Optional.<String>empty()).orElse(hint);
    }

    private String waited() {
        return Duration.ofNanos(sleeper.nanoTime() - start).toSeconds() + " s";
    }
}
