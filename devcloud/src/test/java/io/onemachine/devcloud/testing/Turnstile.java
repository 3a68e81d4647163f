package io.onemachine.devcloud.testing;

/** Lets a looping thread pass one round at a time. */
final class Turnstile {

    private int arrivals;
    private int permits;

    /** Waits for the next round. */
    synchronized void pass() throws InterruptedException {
        arrivals++;
        notifyAll();
        while (permits == 0) {
            wait();
        }
        permits--;
    }

    /** Lets one round pass; returns when it is over. */
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
