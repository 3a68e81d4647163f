package io.onemachine.e2e.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A moment of {@code create}, identified from outside. */
sealed interface KillPoint {

    /** Once it has printed so many lines. */
    record Line(int number) implements KillPoint {}

    /** Once that call has been sent; the front end delays its answer. */
    record Call(String method, int nth) implements KillPoint {}

    /** Once that file of the machine exists with that text in it. */
    record Stored(String file, String text) implements KillPoint {}

    /** Once a VM exists that is stuck in a step. */
    record Vm(String step) implements KillPoint {}

    static List<KillPoint> all() {
        List<KillPoint> points = new ArrayList<>();
        for (int line = 1; line <= 12; line++) {
            points.add(new Line(line));
        }
        points.add(new Call("one.user.info", 1));
        points.add(new Call("one.template.info", 1));
        points.add(new Call("one.template.instantiate", 1));
        for (int nth = 1; nth <= 2; nth++) {
            points.add(new Call("one.vm.info", nth));
        }
        for (String file : List.of(
                "id_ed25519", "id_rsa.pub", "known_hosts", "ca.pem", "key.pem", "server.pem", "server-key.pem")) {
            points.add(new Stored(file, ""));
        }
        for (String text : List.of("\"DriverName\"", "\"VmTag\"", "\"VmCallBegun\": true", "\"VmId\"")) {
            points.add(new Stored("config.json", text));
        }
        points.add(new Vm("vm.prolog"));
        points.add(new Vm("vm.boot"));
        return points;
    }

    default void prepare(CampaignCloud cloud) {
        switch (this) {
            case Line line -> {
                // It says them by itself.
            }
            case Call(String method, int nth) -> cloud.fault(method, nth, "delay 3s");
            case Stored stored -> {
                // It stores by itself.
            }
            case Vm(String step) ->
                cloud.cloud()
                        .devcloud("fault", "add", step, "stuck", "--vm", CampaignCloud.MACHINE)
                        .succeeds();
        }
    }

    default boolean reached(CampaignCloud cloud, List<String> lines) {
        return switch (this) {
            case Line(int number) -> lines.size() >= number;
            // The call uses up the fault.
            case Call call -> !cloud.hasFaults();
            case Stored(String file, String text) ->
                holds(cloud.user().machine(CampaignCloud.MACHINE).resolve(file), text);
            case Vm vm -> cloud.cloud().api().vms().size() > 4;
        };
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false; // it is being replaced
        }
    }
}
