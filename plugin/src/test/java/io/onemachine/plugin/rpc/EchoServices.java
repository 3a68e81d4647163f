package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The methods that the Go program {@code gorpc} serves and calls, in Java. */
final class EchoServices {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    /** Releases all waiting calls. */
    void open() {
        gate.countDown();
    }

    /** Returns the number of waiting calls. */
    int waiting() {
        return waiting.get();
    }

    /** Returns the maximum number of calls that waited at the same time. */
    int mostWaiting() {
        return mostWaiting.get();
    }

    RpcServices services() {
        return new RpcServices(Map.of(
                "Echo",
                Map.of(
                        "Text", argument -> new RpcMethod.Reply(new TypedValue(GobType.Basic.STRING, argument)),
                        "Twice", argument -> new RpcMethod.Reply(TypedValue.of(2 * number(argument))),
                        "Bytes", argument -> new RpcMethod.Reply(new TypedValue(GobType.Basic.BYTES, argument)),
                        "Nothing", _ -> new RpcMethod.Reply(TypedValue.EMPTY),
                        "Fail", EchoServices::fail,
                        "Wait",
                                _ -> {
                                    awaitGate();
                                    return new RpcMethod.Reply(TypedValue.of("waited"));
                                },
                        "Open",
                                _ -> {
                                    open();
                                    return new RpcMethod.Reply(TypedValue.EMPTY);
                                },
                        "Panic",
                                _ -> {
                                    throw new IllegalStateException("a fault of the method");
                                })));
    }

    private void awaitGate() throws RpcFault {
        try {
            mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            gate.await();
            waiting.decrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcFault("interrupted", e);
        }
    }

    private static RpcMethod.Reply fail(GobValue argument) throws RpcFault {
        throw new RpcFault(argument instanceof GobValue.Text text ? text.value() : "?");
    }

    private static long number(GobValue argument) throws GobException {
        if (argument instanceof GobValue.Int number) {
            return number.value();
        }
        throw new GobException("Twice takes no number but " + GobValue.kind(argument));
    }
}
