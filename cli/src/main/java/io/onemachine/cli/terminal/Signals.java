package io.onemachine.cli.terminal;

import java.lang.reflect.Proxy;

/** Handles signals to this process. */
public final class Signals {
    private Signals() {}

    /**
     * Runs an action, on a thread of the JVM, at each signal of that name, such as {@code WINCH}. Where the system has no such signal,
     * or the JVM keeps it for itself, the action never runs. Uses reflection, because the compiler's warning about the class cannot be
     * turned off.
     */
    public static void on(String name, Runnable action) {
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
            // As described: the callers get along without the signal.
        }
    }
}
