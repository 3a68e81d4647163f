package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagSource;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.listing.ChangeLines;
import io.onemachine.cli.listing.FilterSyntax;
import io.onemachine.cli.listing.InvalidFilterException;
import io.onemachine.cli.listing.ListingWatch;
import io.onemachine.cli.listing.LiveTable;
import io.onemachine.cli.listing.MachineRow;
import io.onemachine.cli.listing.RowFormat;
import io.onemachine.cli.listing.RowJson;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.table.NaturalOrder;
import io.onemachine.cli.terminal.Console;
import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.listing.MachineFilter;
import io.onemachine.machine.listing.MachineListing;
import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docker-machine ls}. */
final class Ls implements Command {
    private static final long LONGEST_TIMEOUT_SECONDS = 86_400;
    private static final String INTERVAL = "watch-interval";

    @Override
    public String description() {
        return """
                Lists machines, with the state of their hosts and the version of their engines. With --watch it goes on until
                Ctrl-C: a terminal shows a live table; elsewhere there is a line with the time for each machine, and then for each
                change: "listed", "changed", "added" or "gone", the name, and but for the last the state, the endpoint, the version of
                the engine and the error, "-" where there is none. With --format json each line is an object.

                Fields for --format: Name Active ActiveHost ActiveSwarm DriverName State URL SwarmOptions Swarm
                EngineOptions Error DockerVersion ResponseTime, Fleet: the name of a machine's fleet, and SwarmRole: manager,
                worker, or empty, which the engines are asked for only where a template has it.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("quiet", "List names only").alias("q"),
                Flag.list(
                                "filter",
                                "List only machines with driver=NAME, swarm=MASTER, state=STATE, name=REGEX, "
                                        + "label=KEY or label=KEY=VALUE; can be repeated")
                        .expecting(ValueHint.FILTER),
                Flag.number("timeout", "Seconds to wait for the machines")
                        .alias("t")
                        .defaultingTo("10"),
                Flag.text(
                                "format",
                                "Print this Go template for each machine; \"table TEMPLATE\" aligns at \\t, \"json\" prints an array")
                        .alias("f"),
                Flag.bool(
                        "watch",
                        "List again and again until Ctrl-C: a table that is drawn in place on a terminal, elsewhere a line for "
                                + "each change"),
                Flag.number(INTERVAL, "Seconds from one round of --watch to the next")
                        .defaultingTo("5"));
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        try {
            MachineFilter filter = FilterSyntax.parse(invocation.flags().list("filter"));
            String format = invocation.flags().text("format");
            boolean json = format.equals(JsonFormat.JSON);
            checkWatch(invocation.flags(), !format.isEmpty() && !json);
            RowFormat template = format.isEmpty() || json ? null : RowFormat.of(format);
            String dockerHost = invocation.programContext().environment().getOrDefault("DOCKER_HOST", "");
            Machines machines = invocation.machines();
            MachineListing listing = new MachineListing(machines, filter, dockerHost, timeout(invocation));
            if (invocation.flags().on("watch")) {
                // A listing for each round: it keeps the certificates it has read.
                return watch(invocation, json, () -> {
                    List<MachineRow> rows = rows(new MachineListing(machines, filter, dockerHost, timeout(invocation)));
                    return json ? withContexts(rows, machines) : rows;
                });
            }
            if (invocation.flags().on("quiet")) {
                for (String name : listing.names()) {
                    invocation.print(name);
                }
            } else if (json) {
                invocation.print(RowJson.of(withContexts(rows(listing), machines)));
            } else if (template == null) {
                invocation.console().out().print(RowFormat.defaultTable(rows(listing)));
            } else {
                StringBuilder text = new StringBuilder();
                try {
                    template.write(rows(template.readsSwarmRoles() ? listing.withSwarmRoles() : listing), text);
                } finally {
                    invocation.console().out().print(text);
                }
            }
        } catch (InvalidFilterException e) {
            throw CommandFailure.ofUsage(e.getMessage());
        } catch (TemplateException e) {
            throw CommandFailure.ofTemplate(e.getMessage());
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(new OperationInterruptedException("waiting for the machines"));
        }
        return ExitCode.SUCCESS.number();
    }

    private static void checkWatch(ParsedFlags flags, boolean template) throws CommandFailure {
        if (!flags.on("watch")) {
            if (flags.value(INTERVAL).source() == FlagSource.COMMAND_LINE) {
                throw CommandFailure.ofUsage("--watch-interval needs --watch: nothing is listed again without it");
            }
            return;
        }
        if (flags.on("quiet")) {
            throw CommandFailure.ofUsage(
                    "--watch shows states, so it does not go with --quiet, which lists names only");
        }
        if (template) {
            throw CommandFailure.ofUsage("--watch prints a table or lines, or with --format json an object a line; "
                    + "it does not go with a template");
        }
        long seconds = flags.number(INTERVAL);
        if (seconds < 1 || seconds > LONGEST_TIMEOUT_SECONDS) {
            throw CommandFailure.ofUsage(
                    "--watch-interval must be 1 to " + LONGEST_TIMEOUT_SECONDS + " seconds, not " + seconds);
        }
    }

    /** Lists until the program is interrupted, which is the usual end and needs no message. */
    private static int watch(Invocation invocation, boolean json, ListingWatch.Round round) {
        Console console = invocation.console();
        try (ListingWatch.View view = console.outIsTerminal() && !json
                ? LiveTable.open(invocation.liveBlock())
                : new ChangeLines(console.out(), json, InstantSource.system())) {
            Duration pause = Duration.ofSeconds(invocation.flags().number(INTERVAL));
            new ListingWatch(round, Sleeper.system(), pause).run(view);
            return ExitCode.SUCCESS.number();
        } catch (InterruptedException | OperationInterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.number();
        }
    }

    /** Returns how long to wait for the machines: the option's value, at most a day. */
    static Duration timeout(Invocation invocation) {
        return Duration.ofSeconds(Math.clamp(invocation.flags().number("timeout"), 0L, LONGEST_TIMEOUT_SECONDS));
    }

    /** Adds the docker contexts; none where they cannot be read, as a listing of machines does not depend on them. */
    private static List<MachineRow> withContexts(List<MachineRow> rows, Machines machines) {
        Map<String, String> contexts;
        try {
            contexts = machines.dockerContexts().names();
        } catch (MachineException e) {
            return rows;
        }
        return rows.stream()
                .map(row -> row.inContext(contexts.getOrDefault(row.name(), "")))
                .toList();
    }

    private static List<MachineRow> rows(MachineListing listing) throws InterruptedException {
        List<MachineRow> rows = new ArrayList<>();
        listing.reports().forEach(report -> rows.add(MachineRow.of(report)));
        NaturalOrder order = new NaturalOrder();
        rows.sort((left, right) -> order.compare(left.name(), right.name()));
        return rows;
    }
}
