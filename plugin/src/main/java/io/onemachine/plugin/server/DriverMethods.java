package io.onemachine.plugin.server;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.protocol.WireFlags;
import io.onemachine.plugin.protocol.WireOptions;
import io.onemachine.plugin.rpc.RpcFault;
import io.onemachine.plugin.rpc.RpcMethod;
import io.onemachine.plugin.rpc.RpcServices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The methods of docker-machine's driver service; each forwards to the driver. */
final class DriverMethods {
    private final ServedDriver driver;
    private final HeartbeatMonitor heartbeatMonitor;

    /** Serializes calls to the driver, which is not thread-safe; {@code Heartbeat} and {@code Close} do not wait for it. */
    private final ReentrantLock turn = new ReentrantLock();

    DriverMethods(ServedDriver driver, HeartbeatMonitor heartbeatMonitor) {
        this.driver = driver;
        this.heartbeatMonitor = heartbeatMonitor;
    }

    /** Returns the methods under both names of the service. */
    RpcServices services() {
        Map<String, RpcMethod> methods = new HashMap<>();
        methods.put("GetVersion", _ -> new RpcMethod.Reply(TypedValue.of(Protocol.VERSION)));
        methods.put("Heartbeat", _ -> {
            heartbeatMonitor.beat();
            return new RpcMethod.Reply(TypedValue.EMPTY);
        });
        methods.put("Close", _ -> new RpcMethod.Reply(TypedValue.EMPTY, heartbeatMonitor::close));

        methods.put("GetCreateFlags", inTurn(() -> WireFlags.toGob(driver.flags())));
        methods.put("SetConfigRaw", this::setConfig);
        methods.put("GetConfigRaw", inTurn(() -> TypedValue.of(GobValue.Bytes.of(driver.config()))));
        methods.put("SetConfigFromFlags", this::setOptions);
        methods.put("DriverName", inTurn(() -> TypedValue.of(driver.name())));
        methods.put("GetMachineName", inTurn(() -> TypedValue.of(driver.machineName())));

        methods.put("GetIP", inTurn(() -> TypedValue.of(driver.driver().ip())));
        methods.put("GetIPv6", inTurn(() -> TypedValue.of(ipv6())));
        methods.put("GetURL", inTurn(() -> TypedValue.of(driver.driver().url())));
        methods.put("GetSSHHostname", inTurn(() -> TypedValue.of(driver.driver().sshHostname())));
        methods.put("GetSSHPort", inTurn(() -> TypedValue.of(driver.driver().sshPort())));
        methods.put("GetSSHUsername", inTurn(() -> TypedValue.of(driver.driver().sshUser())));
        methods.put("GetSSHKeyPath", inTurn(() -> TypedValue.of(driver.driver().sshKeyPath())));
        methods.put(
                "GetState", inTurn(() -> TypedValue.of(driver.driver().state().number())));

        methods.put("PreCreateCheck", action(() -> driver.driver().preCreateCheck()));
        methods.put("Create", this::create);
        methods.put("Start", action(() -> driver.driver().start()));
        methods.put("Stop", action(() -> driver.driver().stop()));
        methods.put("Restart", action(() -> driver.driver().restart()));
        methods.put("Kill", action(() -> driver.driver().kill()));
        methods.put("Remove", action(() -> driver.driver().remove()));
        return new RpcServices(Map.of(Protocol.SERVICE, methods, Protocol.OLD_SERVICE, methods));
    }

    @FunctionalInterface
    private interface Question {
        TypedValue ask() throws RpcFault, GobException;
    }

    private RpcMethod inTurn(Question question) {
        return _ -> new RpcMethod.Reply(answer(question));
    }

    private RpcMethod action(Runnable action) {
        return inTurn(() -> {
            action.run();
            return TypedValue.EMPTY;
        });
    }

    private TypedValue answer(Question question) throws RpcFault, GobException {
        turn.lock();
        try {
            return question.ask();
        } catch (MachineException e) {
            throw new RpcFault(text(e), e);
        } finally {
            turn.unlock();
        }
    }

    private RpcMethod.Reply setConfig(GobValue argument) throws RpcFault, GobException {
        if (!(argument instanceof GobValue.Bytes json)) {
            throw new GobException("the configuration is " + GobValue.kind(argument) + ", not a byte slice");
        }
        return new RpcMethod.Reply(answer(() -> {
            driver.setConfig(json.toArray());
            return TypedValue.EMPTY;
        }));
    }

    private RpcMethod.Reply setOptions(GobValue argument) throws RpcFault, GobException {
        return new RpcMethod.Reply(answer(() -> {
            driver.setOptions(WireOptions.fromGob(argument));
            return TypedValue.EMPTY;
        }));
    }

    /** Answers an unexpected exception with its stack trace, in this method only: the creation may have left a VM. */
    private RpcMethod.Reply create(GobValue argument) throws RpcFault, GobException {
        try {
            return action(() -> driver.driver().create()).call(argument);
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            throw new RpcFault("Panic in the driver: " + e.getMessage() + "\n" + trace, e);
        }
    }

    private String ipv6() throws RpcFault {
        String address = driver.driver().ip();
        if (!address.contains(":")) {
            throw new RpcFault("the machine has no IPv6 address");
        }
        return address;
    }

    /** Returns the message and hint in one text, because only a text is sent; texts that callers compare have no hint. */
    private static String text(MachineException failure) {
        return switch (failure) {
            // The caller adds the same prefix as our own message has.
            case DriverOptionException option -> option.reason();
            case HostNotRunningException notRunning -> notRunning.getMessage();
            default ->
                failure.getMessage()
                        + failure.hint().map(hint -> ". " + hint.strip()).orElse("");
        };
    }
}
