package io.onemachine.plugin.client;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.WireFlags;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A driver whose program was found in {@code PATH}. Starts processes on demand. */
final class PluginProvider implements DriverProvider {
    /** The machine name that docker-machine uses when it only reads a driver's options. */
    private static final String NO_MACHINE = "flag-lookup";

    private static final Pattern FLAG_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private final String name;
    private final Path program;
    private final PluginProcessRegistry processes;
    private @Nullable List<DriverFlag> flags;

    PluginProvider(String name, Path program, PluginProcessRegistry processes) {
        this.name = name;
        this.program = program;
        this.processes = processes;
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns the options; the first call starts a process for this query only. */
    @Override
    public synchronized List<DriverFlag> flags() {
        List<DriverFlag> known = flags;
        if (known == null) {
            known = lookUpFlags();
            flags = known;
        }
        return known;
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new PluginDriver(this, context, config);
    }

    /** Starts a process and sets a machine's configuration in it. */
    PluginConnection connect(String machine, DriverConfig config, Progress progress) {
        PluginConnection connection = processes.open(program, name, machine, progress);
        boolean configured = false;
        try {
            connection.call(
                    "SetConfigRaw",
                    TypedValue.of(GobValue.Bytes.of(config.json())),
                    connection.timeouts().local());
            configured = true;
            return connection;
        } finally {
            if (!configured) {
                close(connection);
            }
        }
    }

    /** Closes a connection and ends its process. */
    void close(PluginConnection connection) {
        processes.close(connection);
    }

    private List<DriverFlag> lookUpFlags() {
        // Silent: this output does not belong to the user's command.
        PluginConnection connection = connect(NO_MACHINE, BaseDriverConfig.initial(NO_MACHINE, ""), Progress.silent());
        try {
            GobValue answer = connection.call(
                    "GetCreateFlags", TypedValue.EMPTY, connection.timeouts().local());
            return checked(WireFlags.fromGob(answer));
        } catch (GobException e) {
            throw invalidOptions(String.valueOf(e.getMessage()), e);
        } finally {
            close(connection);
        }
    }

    private List<DriverFlag> checked(List<DriverFlag> flags) {
        Set<String> names = new HashSet<>();
        for (DriverFlag flag : flags) {
            if (!FLAG_NAME.matcher(flag.name()).matches()) {
                throw invalidOptions("\"" + flag.name() + "\" is not a valid option name", null);
            }
            if (!names.add(flag.name())) {
                throw invalidOptions("there are two options --" + flag.name(), null);
            }
        }
        return List.copyOf(flags);
    }

    private PluginException invalidOptions(String why, @Nullable GobException cause) {
        return new PluginException(
                "The options of the driver plugin " + program.getFileName() + " are invalid: " + why, cause);
    }
}
