package io.onemachine.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Draws something several times a second, on a thread of its own, so that times go on and a new size of the window is noticed. */
public final class Redrawing implements AutoCloseable {
    private static final long MILLISECONDS = 200;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable drawing;

    private Redrawing(Runnable drawing) {
        this.drawing = drawing;
    }

    /** Starts drawing. */
    public static Redrawing start(Runnable drawing) {
        Redrawing redrawing = new Redrawing(drawing);
        Thread.ofPlatform().daemon().name("redrawing").start(redrawing::run);
        return redrawing;
    }

    private void run() {
        try {
            while (!closed.await(MILLISECONDS, TimeUnit.MILLISECONDS)) {
                drawing.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the drawing; one that has begun may still be under way. */
    @Override
    public void close() {
        closed.countDown();
    }
}
