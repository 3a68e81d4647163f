package io.onemachine.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What SIGINT, SIGTERM and SIGHUP do. The first one interrupts the command, which undoes what it must and saves what would be lost; the
 * next one interrupts it in that. When it has ended, or does not end, the JVM ends with 128 and the first signal's number.
 */
final class SignalHandler {
    /** A VM that is removed again has to be waited for until it is gone. */
    private static final Duration TO_UNDO = Duration.ofMinutes(2);

    private static final Duration TO_SAVE = Duration.ofSeconds(5);

    private final Thread command;
    private final Runnable lastResort;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Semaphore news = new Semaphore(0);
    private volatile boolean underWay;

    /**
     * @param command the thread that runs the command
     * @param lastResort lets go of what must not stay when the command does not end by itself
     */
    SignalHandler(Thread command, Runnable lastResort) {
        this.command = command;
        this.lastResort = lastResort;
    }

    /** From now on. The JVM runs its hooks at the first signal. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::giveWay, "interrupt"));
    }

    /** The command has ended. */
    void over() {
        over.countDown();
        news.release();
    }

    /** Whether the command was interrupted: then the JVM is ending already, and its exit code is the signal's. */
    boolean isUnderWay() {
        return underWay;
    }

    private void giveWay() {
        if (over.getCount() == 0) {
            return;
        }
        underWay = true;
        // The JVM takes no notice of signals when it is ending, so they are listened for only now.
        for (String signal : List.of("INT", "TERM", "HUP")) {
            onSignal(signal, news::release);
        }
        command.interrupt();
        try {
            boolean heard = news.tryAcquire(TO_UNDO.toSeconds(), TimeUnit.SECONDS);
            if (heard && over.getCount() == 0) {
                return;
            }
            command.interrupt();
            if (!over.await(TO_SAVE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("docker-machine could not clean up in time.");
                lastResort.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By reflection, because the compiler's warning about the class cannot be turned off. */
    private static void onSignal(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object acting = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, given) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), acting);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // No such signal on this system: the time limit is all there is.
        }
    }
}
