package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.listing.FilterSyntax;
import io.onemachine.cli.listing.InvalidFilterException;
import io.onemachine.cli.listing.MachineRow;
import io.onemachine.cli.listing.RowFormat;
import io.onemachine.cli.listing.RowJson;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.table.NaturalOrder;
import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.listing.MachineFilter;
import io.onemachine.machine.listing.MachineListing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-machine ls}. */
final class Ls implements Command {
    private static final long LONGEST_TIMEOUT_SECONDS = 86_400;

    @Override
    public String description() {
        return """
                Lists machines, with the state of their hosts and the version of their engines.

                Fields for --format: Name Active ActiveHost ActiveSwarm DriverName State URL SwarmOptions Swarm
                EngineOptions Error DockerVersion ResponseTime.""";
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
                        .alias("f"));
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        try {
            MachineFilter filter = FilterSyntax.parse(invocation.flags().list("filter"));
            String format = invocation.flags().text("format");
            boolean json = format.equals(JsonFormat.JSON);
            RowFormat template = format.isEmpty() || json ? null : RowFormat.of(format);
            String dockerHost = invocation.programContext().environment().getOrDefault("DOCKER_HOST", "");
            MachineListing listing = new MachineListing(invocation.machines(), filter, dockerHost, timeout(invocation));
            if (invocation.flags().on("quiet")) {
                for (String name : listing.names()) {
                    invocation.print(name);
                }
            } else if (json) {
                invocation.print(RowJson.of(rows(listing)));
            } else if (template == null) {
                invocation.console().out().print(RowFormat.defaultTable(rows(listing)));
            } else {
                StringBuilder text = new StringBuilder();
                try {
                    template.write(rows(listing), text);
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

    /** Returns how long to wait for the machines: the option's value, at most a day. */
    static Duration timeout(Invocation invocation) {
        return Duration.ofSeconds(Math.clamp(invocation.flags().number("timeout"), 0L, LONGEST_TIMEOUT_SECONDS));
    }

    private static List<MachineRow> rows(MachineListing listing) throws InterruptedException {
        List<MachineRow> rows = new ArrayList<>();
        listing.reports().forEach(report -> rows.add(MachineRow.of(report)));
        NaturalOrder order = new NaturalOrder();
        rows.sort((left, right) -> order.compare(left.name(), right.name()));
        return rows;
    }
}
