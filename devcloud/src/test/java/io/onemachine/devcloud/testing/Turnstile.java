package io.onemachine.devcloud.testing;

/** Lets somebody who goes round and round pass one round at a time. */
final class Turnstile {

    private int arrivals;
    private int permits;

    /** Waits to be let through. */
    synchronized void pass() throws InterruptedException {
        arrivals++;
        notifyAll();
        while (permits == 0) {
            wait();
        }
        permits--;
    }

    /** Lets through once; returns when the round is over. */
    synchronized void letRound() {
        try {
            while (arrivals == 0) {
                wait();
            }
            int before = arrivals;
            permits++;
            notifyAll();
            while (arrivals == before) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
