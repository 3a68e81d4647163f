package io.onemachine.devcloud.testing;

/** A gate at which threads wait until a test opens it. */
public final class Gate {

    private boolean open = true;

    public synchronized void close() {
        open = false;
    }

    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Waits while the gate is closed. */
    public synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
    }
}
